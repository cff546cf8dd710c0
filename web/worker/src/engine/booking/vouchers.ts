import { createStore, del, delMany, entries, get, set, type UseStore } from 'idb-keyval'
import { get as ask, Problem, Unreachable } from '@kit/api'
import type { Booking, Uuid, Voucher } from '@kit/api-types'
import { onLeaving } from '@kit/session'

/** A voucher as it was when last fetched. */
export interface Kept { voucher: Voucher; savedAt: number }

/** Where vouchers lie on the device. */
export interface Shelf {
  all: () => Promise<Kept[]>
  one: (booking: Uuid) => Promise<Kept | undefined>
  put: (kept: Kept) => Promise<void>
  remove: (bookings: Uuid[]) => Promise<void>
}

/** The device's database; without one (some private windows) vouchers are simply not kept. */
export function deviceShelf(): Shelf {
  let opened: UseStore | undefined
  const store = () => (opened ??= createStore('niangjia', 'vouchers'))
  const orElse = async <T>(work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work()
    } catch {
      return instead
    }
  }
  return {
    all: () => orElse(async () => (await entries<Uuid, Kept>(store())).map(([, kept]) => kept), []),
    one: (booking) => orElse(() => get<Kept>(booking, store()), undefined),
    put: (kept) => orElse(() => set(kept.voucher.booking.id, kept, store()), undefined),
    remove: (bookings) => orElse(() => (bookings.length === 1 ? del(bookings[0]!, store()) : delMany(bookings, store())), undefined),
  }
}

const fetchVoucher = (booking: Uuid) => ask<Voucher>(`/api/booking/bookings/${booking}/voucher`)

/** Whether a booking's voucher is good at a gate: not used yet, or good for several units of which some may be left. */
export const usable = ({ state, place }: Booking) => state === 'CONFIRMED' || (state === 'REDEEMED' && place.units > 1)

/** Vouchers of the worker signed in here, usable without a network. */
export class Vouchers {
  constructor(
    private readonly shelf: Shelf,
    private readonly fetchOne: (booking: Uuid) => Promise<Voucher> = fetchVoucher,
  ) {}

  /** Newest first. */
  async kept(): Promise<Kept[]> {
    return (await this.shelf.all()).sort((a, b) => b.voucher.booking.bookedAt.localeCompare(a.voucher.booking.bookedAt))
  }

  /** From the server if it answers, else what is kept. */
  async open(booking: Uuid): Promise<Kept> {
    try {
      const kept = { voucher: await this.fetchOne(booking), savedAt: Date.now() }
      await this.shelf.put(kept)
      return kept
    } catch (error) {
      const kept = error instanceof Unreachable ? await this.shelf.one(booking) : undefined
      if (kept) return kept
      throw error
    }
  }

  /** Makes the shelf agree with the list of bookings: fetches what is new, removes what no longer counts. */
  async agreeWith(bookings: readonly Booking[]): Promise<void> {
    const valid = new Set(bookings.filter(usable).map((booking) => booking.id))
    const kept = (await this.shelf.all()).map((each) => each.voucher.booking.id)
    const gone = kept.filter((id) => !valid.has(id))
    if (gone.length > 0) await this.shelf.remove(gone)
    for (const id of valid) {
      if (!kept.includes(id)) await this.open(id).catch(ignoreRefusal)
    }
  }

  async wipe(): Promise<void> {
    const ids = (await this.shelf.all()).map((each) => each.voucher.booking.id)
    if (ids.length > 0) await this.shelf.remove(ids)
  }
}

/** A voucher that cannot be had now is fetched the next time. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
}

export const vouchers = new Vouchers(deviceShelf())

onLeaving(() => vouchers.wipe())
