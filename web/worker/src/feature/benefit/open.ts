import { computed, effectScope } from 'vue'
import { get } from '@kit/api'
import type { Card } from '@kit/api-types'
import { useNow } from '@kit/clock'
import { useResource } from '@kit/resource'
import { onLeaving } from '@kit/session'

/** The cards this worker is shown; one list for home and the benefits page. */
export const cards = effectScope(true).run(() => useResource(() => get<Card[]>('/api/benefit/open')))!

const ACTIVE = ['CONFIRMED', 'WAITING', 'OFFERED']
export const isMine = (card: Card) => card.mine !== null && ACTIVE.includes(card.mine.state)

/** A card whose time has come is open, without asking: everybody's list would be asked for in the same second. */
const atHand = (card: Card, now: number): Card =>
  card.phase === 'PUBLISHED' && Date.parse(card.opensAt) <= now ? { ...card, phase: 'OPEN' } : card

/** Sorted into what can be had now, what opens soon (soonest first), and the rest. */
export function sorted(known: readonly Card[], now: number) {
  const all = known.map((card) => atHand(card, now))
  const byOpening = (a: Card, b: Card) => a.opensAt.localeCompare(b.opensAt)
  const open = all.filter((card) => card.phase === 'OPEN' && !card.soldOut)
  const soon = all.filter((card) => card.phase === 'PUBLISHED').sort(byOpening)
  const rest = all.filter((card) => !open.includes(card) && !soon.includes(card))
  return { open: [...open].sort((a, b) => Number(b.eligible) - Number(a.eligible)), soon, rest }
}

export function useSorted() {
  const now = useNow()
  return computed(() => sorted(cards.data.value ?? [], now.value))
}

onLeaving(() => { cards.data.value = undefined })
