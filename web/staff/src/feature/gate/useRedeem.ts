import { post, Problem, Unreachable } from '@kit/api'
import type { Booking, Instant, PlaceKind, Redemption, Words } from '@kit/api-types'
import { uuidV7 } from '@kit/uuid'
import { ref, shallowRef } from 'vue'
import type { Decision, Notebook, Voucher } from './notebook'
import { cutOff } from './useSync'

export type Outcome =
  | { kind: 'redeemed'; booking: Booking; holder: string }
  | { kind: 'kept'; title: Words; holder: string; place: PlaceKind | null; at: Instant }
  | { kind: 'again'; at: Instant; gate: string }
  | { kind: 'forged' | 'unconfirmed' | 'expired' | 'unknown' | 'notListed' | 'noList' }
  | { kind: 'noAnswer'; problem: unknown; unsure: boolean }

/** One redeemed voucher in this device's list of today. */
export interface Line { key: string; at: Instant; holder: string; title: Words }

const KEY = 'niangjia.gate'
const KEPT = 20
const CODE_LENGTH = 8
const PATIENCE_MS = 6000

/** What was typed, scanned by a hand scanner or seen by the camera, told apart: a signed token or a code for typing. */
export function readVoucher(text: string): Voucher | null {
  const found = text.trim()
  if (/^NJ\d+\./.test(found)) return { token: found }
  const code = found.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === CODE_LENGTH ? { code: `${code.slice(0, 4)}-${code.slice(4)}` } : null
}

/** The network as the gate feels it. */
export interface Network { offline: () => boolean; lost: () => void; changed: () => Promise<unknown> }

/** Redeems one voucher after the other at the gate whose name this device remembers. */
export function useRedeem(notebook: Notebook, network: Network) {
  const gate = ref(localStorage.getItem(KEY) ?? '')
  const outcome = shallowRef<Outcome | null>(null)
  const log = shallowRef<Line[]>([])
  const count = ref(0)
  const busy = ref(false)

  function done(line: Line): void {
    count.value++
    log.value = [line, ...log.value].slice(0, KEPT)
  }

  async function online(key: string, voucher: Voucher, at: string): Promise<Outcome> {
    const body = { ...voucher, key, gate: at }
    const { booking, holder } = await post<Redemption>('/api/booking/redemptions', body, { timeoutMs: PATIENCE_MS })
    const used = booking.redeemed
    if (used) await notebook.remember(booking.offering, booking.id, used)
    done({ key, at: used?.at ?? '', holder, title: booking.title })
    return { kind: 'redeemed', booking, holder }
  }

  async function offline(key: string, voucher: Voucher, at: string): Promise<Outcome> {
    const decision: Decision = await notebook.redeem(key, voucher, at)
    if (decision.kind === 'kept') done({ key, ...decision })
    await network.changed()
    return decision
  }

  /** With the same key both ways: what was sent in vain and perhaps arrived is not told a second time as another. */
  async function either(voucher: Voucher, at: string): Promise<Outcome> {
    const key = uuidV7()
    if (network.offline()) return offline(key, voucher, at)
    try {
      return await online(key, voucher, at)
    } catch (problem) {
      if (!cutOff(problem)) return judge(problem)
      network.lost()
      const outcome = await offline(key, voucher, at)
      return outcome.kind === 'noList' ? judge(problem) : outcome
    }
  }

  async function redeem(voucher: Voucher): Promise<void> {
    if (busy.value) return
    busy.value = true
    const at = gate.value.trim()
    localStorage.setItem(KEY, at)
    try {
      outcome.value = await either(voucher, at)
    } catch (problem) {
      outcome.value = { kind: 'noAnswer', problem, unsure: false }
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
