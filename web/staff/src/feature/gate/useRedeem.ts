import { post, Problem, Unreachable } from '@kit/api'
import type { Booking, Instant, Redemption } from '@kit/api-types'
import { ref, shallowRef } from 'vue'

export type Outcome =
  | { kind: 'redeemed'; booking: Booking; holder: string }
  | { kind: 'again'; at: Instant; gate: string }
  | { kind: 'forged' | 'unconfirmed' | 'expired' | 'unknown' }
  | { kind: 'noAnswer'; problem: unknown; unsure: boolean }

const KEY = 'niangjia.gate'
const KEPT = 20
const CODE_LENGTH = 8

/** What was typed, scanned by a hand scanner or seen by the camera, told apart: a signed token or a code for typing. */
export function readVoucher(text: string): { token: string } | { code: string } | null {
  const found = text.trim()
  if (/^NJ\d+\./.test(found)) return { token: found }
  const code = found.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === CODE_LENGTH ? { code: `${code.slice(0, 4)}-${code.slice(4)}` } : null
}

/** Redeems one voucher after the other at the gate whose name this device remembers. */
export function useRedeem() {
  const gate = ref(localStorage.getItem(KEY) ?? '')
  const outcome = shallowRef<Outcome | null>(null)
  const log = shallowRef<{ key: number; booking: Booking; holder: string }[]>([])
  const count = ref(0)
  const busy = ref(false)

  async function redeem(voucher: { token: string } | { code: string }): Promise<void> {
    if (busy.value) return
    busy.value = true
    localStorage.setItem(KEY, gate.value.trim())
    try {
      const { booking, holder } = await post<Redemption>('/api/booking/redemptions', { ...voucher, gate: gate.value.trim() })
      outcome.value = { kind: 'redeemed', booking, holder }
      count.value++
      log.value = [{ key: count.value, booking, holder }, ...log.value].slice(0, KEPT)
    } catch (problem) {
      outcome.value = judge(problem)
    }
    busy.value = false
  }

  return { gate, outcome, log, count, busy, redeem }
}

export function judge(problem: unknown): Outcome {
  if (!(problem instanceof Problem)) return { kind: 'noAnswer', problem, unsure: problem instanceof Unreachable }
  const first = problem.extras.first as { at: Instant; gate: string } | undefined
  switch (problem.reason) {
    case 'ALREADY_REDEEMED': return { kind: 'again', at: first?.at ?? '', gate: first?.gate ?? '' }
    case 'FORGED': return { kind: 'forged' }
    case 'NOT_CONFIRMED': return { kind: 'unconfirmed' }
    case 'TOO_LATE': return { kind: 'expired' }
  }
  return problem.status === 404 ? { kind: 'unknown' } : { kind: 'noAnswer', problem, unsure: problem.status >= 500 }
}
