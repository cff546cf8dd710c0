import { post, Problem, Unreachable } from '@kit/api'
import type { Redemption } from '@kit/api-types'
import { learnTime } from '@kit/clock'
import { loadMe, me } from '@kit/session'
import { uuidV7 } from '@kit/uuid'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Used } from './list'
import type { Notebook, Unsettled, Waiting } from './notebook'

const EVERY_MS = 5000
const PATIENCE_MS = 6000
const REFUSED = [400, 404, 409, 422]

/** Nobody answered, or only somebody on the way who cannot reach the server either. */
export const cutOff = (problem: unknown) =>
  problem instanceof Unreachable || (problem instanceof Problem && [502, 503, 504].includes(problem.status))

/** Whether there is a network, since when there is none, and what still has to be told to the server. */
export function useSync(notebook: Notebook, caughtUp: () => unknown) {
  const offlineSince = ref<number | null>(null)
  const toSync = ref(0)
  const unsettled = shallowRef<Unsettled[]>([])
  let running = false
  let restUntil = 0

  async function count(): Promise<void> {
    toSync.value = (await notebook.waiting()).length
    unsettled.value = await notebook.unsettled()
  }

  function lost(): void {
    offlineSince.value ??= Date.now()
  }

  /** Tells one; the same key again is told once. */
  async function tell(line: Waiting): Promise<void> {
    const device = await notebook.device(uuidV7)
    const { key, gate, at } = line
    try {
      await post<Redemption>('/api/booking/redemptions', { ...line.voucher, key, gate, at, device }, { timeoutMs: PATIENCE_MS })
      await notebook.told(line)
    } catch (problem) {
      if (!(problem instanceof Problem) || !REFUSED.includes(problem.status)) throw problem
      await notebook.refused(line, problem.reason || String(problem.status), problem.extras.first as Used | undefined)
    }
  }

  /** Tells everything in the order in which it happened; stops where there is no answer and goes on later. */
  async function sync(): Promise<void> {
    if (running || Date.now() < restUntil) return
    running = true
    try {
      const lines = await notebook.waiting()
      if (offlineSince.value !== null || !lines.length) await loadMe()
      if (me.value?.signedIn) for (const line of lines) await tell(line).finally(count)
      const back = offlineSince.value !== null || lines.length > 0
      offlineSince.value = null
      if (back && me.value?.signedIn) await caughtUp()
    } catch (problem) {
      if (cutOff(problem)) lost()
      else if (!(problem instanceof Problem)) throw problem
      else restUntil = Date.now() + (problem.retryAfterSeconds ?? 1) * 1000
    } finally {
      running = false
      await count()
    }
  }

  /** What the device knew of the server's clock when the last list came, for a start without a network. */
  async function recallTime(): Promise<void> {
    const [last] = (await notebook.lists()).sort((a, b) => b.list.madeAt.localeCompare(a.list.madeAt))
    const now = Date.now()
    if (last) learnTime(new Date(now + last.aheadMs).toISOString(), now - EVERY_MS, now + EVERY_MS)
  }

  const look = () => { if (!navigator.onLine) lost() }
  const again = () => { void sync() }
  const timer = setInterval(() => { if (offlineSince.value !== null || toSync.value) again() }, EVERY_MS)
  addEventListener('online', again)
  addEventListener('offline', look)
  onScopeDispose(() => {
    clearInterval(timer)
    removeEventListener('online', again)
    removeEventListener('offline', look)
  })

  async function start(): Promise<void> {
    await recallTime()
    look()
    await count()
    await sync()
  }

  async function settle(key: string): Promise<void> {
    await notebook.settle(key)
    await count()
  }

  return { offlineSince, toSync, unsettled, start, sync, lost, count, settle }
}
