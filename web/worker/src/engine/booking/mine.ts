import { effectScope } from 'vue'
import { get, post } from '@kit/api'
import type { Booking, Uuid } from '@kit/api-types'
import { useResource } from '@kit/resource'
import { onLeaving } from '@kit/session'
import { onBooked } from './attempts'
import { vouchers } from './vouchers'

const resource = effectScope(true).run(() => useResource(async () => {
  const bookings = await get<Booking[]>('/api/booking/mine')
  void vouchers.agreeWith(bookings)
  return bookings
}))!

/** All bookings of the worker, shared by every screen that shows them. */
export const mine = resource

export async function cancelBooking(id: Uuid): Promise<Booking> {
  return changed(await post<Booking>(`/api/booking/bookings/${id}/cancel`))
}

export async function acceptOffer(id: Uuid): Promise<Booking> {
  return changed(await post<Booking>(`/api/booking/bookings/${id}/accept`))
}

function changed(booking: Booking): Booking {
  const others = (mine.data.value ?? []).filter((other) => other.id !== booking.id)
  mine.data.value = [booking, ...others]
  void mine.load()
  return booking
}

onBooked(changed)
onLeaving(() => { mine.data.value = undefined })
