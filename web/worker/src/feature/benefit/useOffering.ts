import { computed, onScopeDispose, ref, watch, watchEffect } from 'vue'
import { get } from '@kit/api'
import type { Companion, Detail, Place, Uuid } from '@kit/api-types'
import { learnTime, useNow } from '@kit/clock'
import { useRefresh, useResource } from '@kit/resource'
import { attempts, begin, changePlace, dismiss } from '../../engine/booking/attempts'
import { asked, complete } from '../../engine/booking/companions'
import { useLeft } from '../../engine/booking/useLeft'
import { isMine } from './open'

/** What this worker can do with the offering right now. */
export type Step = 'mine' | 'ineligible' | 'closed' | 'soon' | 'full' | 'open'

/** The step, decided from figures that may be a second old; the server has the last word. */
export function stepOf(offering: Detail, place: Place | undefined, now: number, size = 1): Step {
  if (isMine(offering)) return 'mine'
  if (offering.phase === 'CLOSED' || now >= Date.parse(offering.closesAt)) return 'closed'
  if (!offering.eligible) return 'ineligible'
  if (offering.phase === 'PUBLISHED' && now < Date.parse(offering.opensAt)) return 'soon'
  const left = place ? place.left : offering.left
  return left >= size ? 'open' : 'full'
}

/** The place one would most likely want: the only one, or the first that is not full when just one is left. */
export function preselected(places: readonly Place[]): Uuid | undefined {
  const free = places.filter((place) => place.left > 0)
  return (places.length === 1 ? places[0] : free.length === 1 ? free[0] : undefined)?.id
}

export function useOffering(id: Uuid) {
  const resource = useResource(async () => {
    const sentAt = Date.now()
    const detail = await get<Detail>(`/api/benefit/offerings/${id}`)
    learnTime(detail.serverTime, sentAt, Date.now())
    return detail
  })
  useRefresh(resource.load)
  const { live, waiting, stale, at } = useLeft(() => resource.data.value)
  const now = useNow(500)
  const attempt = computed(() => attempts.get(id))

  const chosen = ref<Uuid | undefined>(attempt.value?.pending.place)
  watchEffect(() => {
    if (live.value && !chosen.value) chosen.value = preselected(live.value.places)
  })
  watch(chosen, (place) => { if (place) changePlace(id, place) })
  const companions = ref<Companion[]>(attempt.value?.pending.companions ?? [])
  const named = computed(() => live.value?.companions.named ?? false)
  const ready = computed(() => complete(companions.value, named.value))
  const place = computed(() => live.value?.places.find((each) => each.id === chosen.value))
  const step = computed(() => (live.value ? stepOf(live.value, place.value, now.value, 1 + companions.value.length) : undefined))

  function ask(kind: 'bookings' | 'waitlist'): void {
    if (!live.value || !chosen.value) return
    const queue = kind === 'bookings' && live.value.room !== null
    const along = asked(companions.value, named.value)
    begin({ kind, offering: id, title: live.value.title, place: chosen.value, queue, ...(along.length ? { companions: along } : {}) })
  }

  watch(() => attempt.value?.stage, (stage) => { if (stage === 'refused') void resource.load() })
  onScopeDispose(() => { if (attempt.value?.stage === 'refused') dismiss(id) })
  return { resource, live, waiting, stale, at, attempt, chosen, companions, ready, place, step, ask }
}
