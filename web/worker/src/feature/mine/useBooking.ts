import { computed, ref } from 'vue'
import { get, Problem, Unreachable } from '@kit/api'
import type { Booking, Uuid, Voucher } from '@kit/api-types'
import { usePolling, useResource } from '@kit/resource'
import { acceptOffer, cancelBooking } from '../../engine/booking/mine'
import { usable, vouchers, type Kept } from '../../engine/booking/vouchers'
import { t as common } from '../../ui/messages'

const POLL_MS = 10_000

/** What a booking page shows: the booking, and its voucher if it has one. */
export interface Shown { booking: Booking; kept: Kept | null; offline: boolean }

/** One kept by an earlier version says nothing of units. */
const left = ({ voucher }: { voucher: Partial<Voucher> }) => (voucher.units ? voucher.units.granted - voucher.units.used : 1)

/** From the server, or what the device keeps when the server cannot be reached. */
export async function show(id: Uuid): Promise<Shown> {
  try {
    const booking = await get<Booking>(`/api/booking/bookings/${id}`)
    const kept = usable(booking) ? await vouchers.open(id) : null
    return { booking, kept: kept && left(kept) > 0 ? kept : null, offline: false }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const kept = (await vouchers.kept()).find((each) => each.voucher.booking.id === id)
    if (!kept) throw error
    return { booking: kept.voucher.booking, kept, offline: true }
  }
}

/** A booking with what can be done to it; looks again by itself, because others move the waiting list. */
export function useBooking(id: Uuid) {
  const shown = useResource(() => show(id))
  const busy = ref(false)
  const refusal = ref('')
  const booking = computed(() => shown.data.value?.booking)
  usePolling(async () => {
    if (!busy.value) await shown.load()
    return POLL_MS
  }).start()

  async function change(work: (id: Uuid) => Promise<Booking>): Promise<void> {
    if (busy.value) return
    busy.value = true
    refusal.value = ''
    try {
      await work(id)
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      refusal.value = error instanceof Problem ? error.detail : common('unreachable')
    } finally {
      await shown.load()
      busy.value = false
    }
  }
  return { shown, booking, busy, refusal, accept: () => change(acceptOffer), cancel: () => change(cancelBooking) }
}
