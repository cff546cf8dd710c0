import { describe, expect, it } from 'vitest'
import type { Booking, Card, Detail, Place } from '@kit/api-types'
import { sorted } from './open'
import { preselected, stepOf } from './useOffering'

const NOW = Date.parse('2026-11-22T02:00:00Z')
const place = (id: string, left: number) => ({ id, left, capacity: 10, waiting: 0 }) as Place
const offering = (more: Partial<Detail> = {}) => ({
  phase: 'OPEN', opensAt: '2026-11-22T01:00:00Z', closesAt: '2026-11-30T01:00:00Z',
  eligible: true, left: 5, mine: null, ...more,
}) as Detail

describe('what a worker can do with an offering', () => {
  it('follows phase, eligibility and what is left', () => {
    expect(stepOf(offering(), place('a', 5), NOW)).toBe('open')
    expect(stepOf(offering(), place('a', 0), NOW)).toBe('full')
    expect(stepOf(offering({ left: 0 }), undefined, NOW)).toBe('full')
    expect(stepOf(offering({ eligible: false }), place('a', 5), NOW)).toBe('ineligible')
    expect(stepOf(offering({ phase: 'CLOSED' }), place('a', 5), NOW)).toBe('closed')
    expect(stepOf(offering({ mine: { state: 'CONFIRMED' } as Booking }), undefined, NOW)).toBe('mine')
    expect(stepOf(offering({ mine: { state: 'CANCELLED' } as Booking }), place('a', 5), NOW)).toBe('open')
  })

  it('opens by server time, even before the next poll says so', () => {
    const soon = offering({ phase: 'PUBLISHED', opensAt: '2026-11-22T02:00:01Z' })
    expect(stepOf(soon, place('a', 5), NOW)).toBe('soon')
    expect(stepOf(soon, place('a', 5), NOW + 1000)).toBe('open')
  })

  it('closes by server time', () => {
    expect(stepOf(offering({ closesAt: '2026-11-22T02:00:00Z' }), place('a', 5), NOW)).toBe('closed')
  })

  it('chooses for the worker only where there is no choice', () => {
    expect(preselected([place('a', 0)])).toBe('a')
    expect(preselected([place('a', 0), place('b', 3)])).toBe('b')
    expect(preselected([place('a', 2), place('b', 3)])).toBeUndefined()
    expect(preselected([place('a', 0), place('b', 0)])).toBeUndefined()
  })

  it('sorts cards into now, soon and the rest', () => {
    const card = (id: string, more: Partial<Card>) => ({ id, phase: 'OPEN', soldOut: false, eligible: true, opensAt: `2026-11-22T02:00:0${id}Z`, ...more }) as Card
    const cards = [
      card('1', { eligible: false }), card('2', {}), card('5', { phase: 'PUBLISHED' }), card('4', { phase: 'PUBLISHED' }),
      card('6', { soldOut: true }), card('7', { phase: 'CLOSED' }),
    ]
    const ids = (now: number) => {
      const groups = sorted(cards, now)
      return [groups.open, groups.soon, groups.rest].map((some) => some.map((each) => each.id).join(''))
    }
    expect(ids(NOW)).toEqual(['21', '45', '67'])
    expect(ids(Date.parse('2026-11-22T02:00:04Z'))).toEqual(['241', '5', '67'])
  })
})
