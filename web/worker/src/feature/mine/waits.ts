import { computed } from 'vue'
import type { Booking } from '@kit/api-types'
import { useNow } from '@kit/clock'
import { mine } from '../../engine/booking/mine'

const SOON_MS = 3 * 86_400_000
const MOST = 2

/** Bookings that want something of the worker: a place to accept, or a session in the next three days. */
export function waiting(all: readonly Booking[], now: number) {
  const offered = all.filter((booking) => booking.state === 'OFFERED')
  const coming = all.filter(({ state, place: { session } }) => state === 'CONFIRMED'
    && Date.parse(session.startsAt) - now < SOON_MS && Date.parse(session.endsAt) > now)
  return { offered, coming: coming.sort((a, b) => a.place.session.startsAt.localeCompare(b.place.session.startsAt)).slice(0, MOST) }
}

export function useWaits() {
  const now = useNow(30_000)
  return computed(() => waiting(mine.data.value ?? [], now.value))
}
