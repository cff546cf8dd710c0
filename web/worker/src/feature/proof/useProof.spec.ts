import { describe, expect, it } from 'vitest'
import type { Booking } from '@kit/api-types'
import { keepHead, keptHead } from './seen'
import { holds, rewritten } from './useProof'

const line = { number: 37, booking: 'b', place: 'p', waits: false, atMicros: 1_790_000_000_123_456, hash: 'aa' }
const mine = { id: 'b', number: 37, place: { id: 'p' }, bookedAt: new Date(1_790_000_000_123).toISOString() } as Booking

describe('my place in the book', () => {
  it('is mine when number, id, kind and time agree', () => {
    expect(holds(line, mine)).toBe(true)
  })

  it('is not when one of them differs or the line is not there', () => {
    expect(holds({ ...line, booking: 'c' }, mine)).toBe(false)
    expect(holds({ ...line, place: 'q' }, mine)).toBe(false)
    expect(holds({ ...line, atMicros: line.atMicros - 1_000_000 }, mine)).toBe(false)
    expect(holds(undefined, mine)).toBe(false)
  })
})

describe('a head that this device saw before', () => {
  it('is found again, or missed', () => {
    expect(rewritten({ number: 37, hash: 'aa' }, line, 40)).toBeNull()
    expect(rewritten({ number: 37, hash: 'bb' }, line, 40)).toEqual({ kind: 'changed', number: 37 })
    expect(rewritten({ number: 37, hash: 'aa' }, undefined, 12)).toEqual({ kind: 'cut', number: 37 })
    expect(rewritten(null, undefined, 12)).toBeNull()
  })

  it('is kept for each book', () => {
    expect(keptHead('x')).toBeNull()
    keepHead('x', { number: 3, hash: 'cc' })
    expect(keptHead('x')).toEqual({ number: 3, hash: 'cc' })
  })
})
