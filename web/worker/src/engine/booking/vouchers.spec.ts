import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@kit/api'
import type { Booking, BookingState, Voucher } from '@kit/api-types'
import { Vouchers, type Kept, type Shelf } from './vouchers'

function memoryShelf(): Shelf {
  const kept = new Map<string, Kept>()
  return {
    all: async () => [...kept.values()],
    one: async (booking) => kept.get(booking),
    put: async (each) => void kept.set(each.voucher.booking.id, each),
    remove: async (bookings) => bookings.forEach((booking) => kept.delete(booking)),
  }
}

const booking = (id: string, state: BookingState = 'CONFIRMED') => ({ id, place: { units: 1 }, state, bookedAt: `2026-11-22T0${id}:00:00Z` }) as Booking
const voucher = (id: string): Voucher => ({ booking: booking(id), token: `NJ1.${id}`, code: 'AAAA-BBBB', holder: '王*强', validUntil: '2027-12-31T16:00:00Z', units: { granted: 1, used: 0 }, companions: [] })
const ids = async (vouchers: Vouchers) => (await vouchers.kept()).map((each) => each.voucher.booking.id)

describe('vouchers kept on the device', () => {
  it('open without a network as they were last seen', async () => {
    let online = true
    const vouchers = new Vouchers(memoryShelf(), async (id) => {
      if (!online) throw new Unreachable('x')
      return voucher(id)
    })
    const first = await vouchers.open('1')
    online = false
    expect(await vouchers.open('1')).toEqual(first)
    await expect(vouchers.open('2')).rejects.toBeInstanceOf(Unreachable)
  })

  it('do not hide a refusal of the server', async () => {
    const shelf = memoryShelf()
    await new Vouchers(shelf, async (id) => voucher(id)).open('1')
    const vouchers = new Vouchers(shelf, async () => { throw new Problem(404, '', '', [], {}, null) })
    await expect(vouchers.open('1')).rejects.toMatchObject({ status: 404 })
  })

  it('follow the list of bookings, newest first', async () => {
    const asked: string[] = []
    const vouchers = new Vouchers(memoryShelf(), async (id) => {
      asked.push(id)
      return voucher(id)
    })
    await vouchers.agreeWith([booking('1'), booking('2'), booking('3', 'WAITING')])
    expect(await ids(vouchers)).toEqual(['2', '1'])
    await vouchers.agreeWith([booking('1', 'REDEEMED'), booking('2')])
    expect(await ids(vouchers)).toEqual(['2'])
    expect(asked).toEqual(['1', '2'])
  })

  it('are all gone after signing out', async () => {
    const vouchers = new Vouchers(memoryShelf(), async (id) => voucher(id))
    await vouchers.agreeWith([booking('1'), booking('2')])
    await vouchers.wipe()
    expect(await ids(vouchers)).toEqual([])
  })
})
