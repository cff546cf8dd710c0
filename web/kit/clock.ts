import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue'
import type { Instant } from './api-types'

/** How far the server's clock is ahead of this device's, in milliseconds. A phone's own clock is often wrong. */
const offset = ref(0)
let bestRoundTrip = Infinity

/**
 * Learns the server's time from an answer. The middle of the round trip is taken; a later answer replaces an earlier
 * one only if it travelled faster, as in NTP (RFC 5905, section 8).
 */
export function learnTime(serverTime: Instant, sentAt: number, receivedAt: number): void {
  const roundTrip = receivedAt - sentAt
  const found = Date.parse(serverTime) - (sentAt + receivedAt) / 2
  const moved = Math.abs(found - offset.value) > roundTrip / 2 + bestRoundTrip / 2
  if (roundTrip > bestRoundTrip && !moved) return
  bestRoundTrip = roundTrip
  offset.value = found
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offset.value
}

/** The server's time as a ticking value; stops with the component. */
export function useNow(everyMs = 1000): Ref<number> {
  const now = ref(serverNow())
  const timer = setInterval(() => { now.value = serverNow() }, everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/** Whole seconds until an instant, never below zero. */
export function useCountdown(until: () => Instant | null | undefined, everyMs = 250): ComputedRef<number> {
  const now = useNow(everyMs)
  return computed(() => {
    const end = until()
    return end ? Math.max(0, Math.ceil((Date.parse(end) - now.value) / 1000)) : 0
  })
}

/** For tests. */
export function forgetTime(): void {
  offset.value = 0
  bestRoundTrip = Infinity
}
