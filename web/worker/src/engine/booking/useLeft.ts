import { computed, ref, shallowRef, watch } from 'vue'
import { get, Problem, Unreachable } from '@kit/api'
import type { Detail, Left } from '@kit/api-types'
import { serverNow } from '@kit/clock'
import { usePolling } from '@kit/resource'

const POLL_MS = 1500
const AHEAD_MS = 10_000
const SLOW_MS = 5000

/** How many places remain, kept fresh while the offering is open or about to be. */
export function useLeft(detail: () => Detail | undefined) {
  const left = shallowRef<Left>()
  /** The last question was not answered, so the figure may be old. */
  const stale = ref(false)
  const polling = usePolling(async () => {
    const offering = detail()
    if (!offering || offering.phase === 'CLOSED' || left.value?.phase === 'CLOSED') return null
    const early = Date.parse(offering.opensAt) - serverNow() - AHEAD_MS
    if (early > 0) return Math.min(early, SLOW_MS)
    try {
      left.value = await get<Left>(`/api/booking/offerings/${offering.id}/left`)
      stale.value = false
      return POLL_MS
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      stale.value = true
      return error instanceof Problem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : SLOW_MS
    }
  })
  watch(detail, (now) => {
    left.value = undefined
    if (now) polling.start()
  }, { immediate: true })

  /** The offering with the newest figures in it. */
  const live = computed(() => {
    const offering = detail()
    const now = left.value
    if (!offering || !now) return offering
    const places = offering.places.map((place) => ({ ...place, ...now.places.find((other) => other.id === place.id) }))
    return { ...offering, phase: now.phase, left: now.left, soldOut: now.left === 0, places }
  })
  const waiting = computed(() => left.value?.waiting ?? detail()?.places.reduce((sum, place) => sum + place.waiting, 0) ?? 0)
  return { live, waiting, stale, at: computed(() => left.value?.at) }
}
