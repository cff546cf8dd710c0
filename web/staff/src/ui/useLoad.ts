import { onScopeDispose, ref, shallowRef, watch } from 'vue'

/**
 * Fetches whenever `key` changes and keeps only the newest answer. What was shown stays until its successor is there, and
 * also when fetching again fails: a page never turns blank because of a hiccup.
 */
export function useLoad<T, K>(key: () => K, fetch: (key: K, signal: AbortSignal) => Promise<T>, everyMs = 0) {
  const data = shallowRef<T | null>(null)
  const trouble = shallowRef<unknown>(null)
  const loading = ref(false)
  let running: AbortController | null = null

  async function load(): Promise<void> {
    running?.abort()
    const mine = running = new AbortController()
    loading.value = true
    try {
      const answer = await fetch(key(), mine.signal)
      if (mine !== running) return
      data.value = answer
      trouble.value = null
    } catch (problem) {
      if (mine === running) trouble.value = problem
    }
    if (mine === running) loading.value = false
  }

  watch(() => JSON.stringify(key()), () => void load(), { immediate: true })
  const timer = everyMs ? setInterval(() => { if (!document.hidden && !loading.value) void load() }, everyMs) : undefined
  onScopeDispose(() => {
    clearInterval(timer)
    running?.abort()
    running = null
  })
  return { data, trouble, loading, load }
}
