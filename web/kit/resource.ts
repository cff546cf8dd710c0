import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Problem, Unreachable } from './api'

/** Something fetched from the server, with everything a screen must be able to say about it. */
export interface Resource<T> {
  data: ShallowRef<T | undefined>
  /** Why the last try failed; the data before it stays. */
  failure: ShallowRef<Problem | Unreachable | undefined>
  loading: Ref<boolean>
  /** When the data arrived, by this device's clock. */
  at: Ref<number | undefined>
  load: () => Promise<void>
}

/** Fetches when asked. A later call overtakes an earlier one; an answer that comes too late is dropped. */
export function useResource<T>(ask: () => Promise<T>): Resource<T> {
  const data = shallowRef<T>()
  const failure = shallowRef<Problem | Unreachable>()
  const loading = ref(false)
  const at = ref<number>()
  let turn = 0
  async function load(): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const answer = await ask()
      if (mine !== turn) return
      data.value = answer
      at.value = Date.now()
      failure.value = undefined
    } catch (error) {
      if (mine !== turn) return
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      failure.value = error
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  return { data, failure, loading, at, load }
}

/** Does something again and again while the page is in view; the work says how long to wait until the next time. */
export function usePolling(work: () => Promise<number | null>): { start: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  async function round(): Promise<void> {
    const waitMs = document.visibilityState === 'hidden' ? 1000 : await work()
    if (waitMs === null) running = false
    if (running) timer = setTimeout(round, waitMs ?? 0)
  }
  const start = () => {
    if (running) return
    running = true
    void round()
  }
  const stop = () => {
    running = false
    clearTimeout(timer)
  }
  onScopeDispose(stop)
  return { start, stop }
}

/** Does something now, and again whenever the page comes back into view or the network comes back. */
export function useRefresh(work: () => unknown): void {
  const again = () => { if (document.visibilityState !== 'hidden') void work() }
  document.addEventListener('visibilitychange', again)
  addEventListener('online', again)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', again)
    removeEventListener('online', again)
  })
  void work()
}
