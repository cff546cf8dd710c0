import { describe, expect, it } from 'vitest'
import { canonical, drawAgain, faultOf, listHash, order, type DrawEntry, type DrawTerms } from './draw'
import { hex, sm3, unhex } from './sm3'

const SEED = 'ab'.repeat(32)
const entry = (n: number, size: number, pot: number, wishes: string[]): DrawEntry => ({
  receipt: `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`, size, pot, wishes, bookings: [], drawnPot: null, rank: null, place: null,
})

/** Twenty entries for six and four places, two of the six kept for the first pot. */
function drawn(): { terms: DrawTerms; entries: DrawEntry[] } {
  const bare = Array.from({ length: 20 }, (_none, i) => entry(i, 1 + (i % 3), i % 4 === 0 ? 1 : 0, i % 2 ? ['a', 'b'] : ['b', 'a']))
  const terms: DrawTerms = {
    offering: '01930000-0000-7000-8000-00000000ffff', algorithm: 'niangjia-draw-1', commitment: hex(sm3(unhex(SEED))), seed: SEED,
    randomness: '3,512.07', listHash: listHash(bare), places: [{ id: 'a', capacity: 6 }, { id: 'b', capacity: 4 }],
    pots: [{ pot: 1, kept: [{ place: 'a', places: 2 }] }],
  }
  const turns = new Map(drawAgain(terms, bare).map((turn) => [turn.entry.receipt, turn]))
  const entries = bare.map((each) => {
    const { pot, rank, place } = turns.get(each.receipt)!
    return { ...each, drawnPot: pot, rank, place }
  })
  return { terms, entries }
}

describe('a draw', () => {
  const { terms, entries } = drawn()

  it('is sound when nothing was changed, in whatever order the entries come', () => {
    expect(faultOf(terms, entries, null)).toBeNull()
    expect(faultOf(terms, entries.toReversed(), terms.commitment)).toBeNull()
  })

  it('gives no more than there is', () => {
    const taken = (place: string) => entries.filter((each) => each.place === place).reduce((sum, { size }) => sum + size, 0)
    expect(taken('a')).toBeLessThanOrEqual(6)
    expect(taken('b')).toBeLessThanOrEqual(4)
  })

  it('shows every edit', () => {
    const first = entries.find(({ place }) => place !== null)!
    const edit = (change: Partial<DrawEntry>) => entries.map((each) => (each === first ? { ...each, ...change } : each))
    expect(faultOf(terms, edit({ place: null }), null)?.kind).toBe('turn')
    expect(faultOf(terms, edit({ rank: 99 }), null)?.kind).toBe('turn')
    expect(faultOf(terms, edit({ size: 9 }), null)?.kind).toBe('list')
    expect(faultOf(terms, entries.slice(1), null)?.kind).toBe('list')
    expect(faultOf({ ...terms, randomness: '3,512.08' }, entries, null)?.kind).toBe('turn')
    expect(faultOf({ ...terms, seed: 'cd'.repeat(32) }, entries, null)?.kind).toBe('seed')
    expect(faultOf(terms, entries, '00')?.kind).toBe('promise')
  })

  it('orders everybody once', () => {
    expect(order('key', 50).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_none, i) => i))
  })

  it('reads numbers however they are spelt', () => {
    expect(canonical('上证指数 3,512.07')).toBe('3.512.7.')
    expect(canonical('09 18 0 26')).toBe('9.18.0.26.')
  })
})
