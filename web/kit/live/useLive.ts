import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'

export type LiveState = 'connecting' | 'live' | 'broken'

/** Older than this and the data is shown as stale. */
export const STALE_SECONDS = 5
/** A connection that stays silent this long is dropped and made again: a dead line often looks open. */
const SILENT_MS = 15_000
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000]

interface Stamped { serverTime?: string; at?: string }

/**
 * Follows a stream of server-sent events and keeps the last data whatever happens to the line. The age of the data
 * counts from when it was taken on the server, and needs no agreement of clocks: how old it was when sent, plus how long
 * ago it arrived.
 */
export function useLive<T>(url: () => string | null, event: string, stamp: (data: T) => Stamped | null = asStamped) {
  const data = shallowRef<T | null>(null)
  const state = ref<LiveState>('connecting')
  /** How many times in a row the line could not be made. */
  const failures = ref(0)
  const now = ref(Date.now())
  let receivedAt = 0
  let openedAt = 0
  let ageWhenSent = 0
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined

  function take(next: T): void {
    data.value = next
    receivedAt = now.value = Date.now()
    ageWhenSent = ageOf(stamp(next))
  }

  function open(): void {
    drop()
    const address = url()
    if (!address) return
    openedAt = Date.now()
    source = new EventSource(address)
    source.addEventListener(event, (message) => {
      take(JSON.parse((message as MessageEvent<string>).data) as T)
      state.value = 'live'
      failures.value = 0
    })
    source.onerror = () => {
      state.value = 'broken'
      failures.value++
      if (source?.readyState === EventSource.CLOSED) again()
    }
  }

  function again(): void {
    clearTimeout(retry)
    retry = setTimeout(open, RETRY_MS[Math.min(failures.value, RETRY_MS.length) - 1] ?? RETRY_MS[0])
  }

  function drop(): void {
    clearTimeout(retry)
    source?.close()
    source = null
  }

  const ticking = setInterval(() => {
    now.value = Date.now()
    if (source && now.value - Math.max(receivedAt, openedAt) > SILENT_MS) {
      state.value = 'broken'
      open()
    }
  }, 1000)
  watch(url, () => {
    data.value = null
    receivedAt = 0
    failures.value = 0
    state.value = 'connecting'
    open()
  }, { immediate: true })
  onScopeDispose(() => {
    clearInterval(ticking)
    drop()
  })

  const ageSeconds = computed(() =>
    data.value === null || !receivedAt ? null : Math.max(0, Math.round((ageWhenSent + now.value - receivedAt) / 1000)))
  const stale = computed(() => ageSeconds.value !== null && ageSeconds.value > STALE_SECONDS)
  return { data, state, failures, ageSeconds, stale, take, reopen: open }
}

function ageOf(stamped: Stamped | null): number {
  if (!stamped?.at || !stamped.serverTime) return 0
  return Math.max(0, Date.parse(stamped.serverTime) - Date.parse(stamped.at))
}

function asStamped(data: unknown): Stamped | null {
  return data && typeof data === 'object' ? data : null
}
