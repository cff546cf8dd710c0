import { describe, expect, it } from 'vitest'
import { left, limitOf } from './due'

const NOW = Date.parse('2026-11-23T00:00:00Z')

describe('what is left', () => {
  it('is said in the largest unit that says enough', () => {
    expect(left('2026-11-26T01:00:00Z', NOW)).toEqual({ over: false, unit: 'Days', n: 3 })
    expect(left('2026-11-24T20:00:00Z', NOW)).toEqual({ over: false, unit: 'Hours', n: 44 })
    expect(left('2026-11-23T00:05:30Z', NOW)).toEqual({ over: false, unit: 'Minutes', n: 5 })
    expect(left('2026-11-22T20:00:00Z', NOW)).toEqual({ over: true, unit: 'Hours', n: 4 })
  })
  it('reads limits as they are written', () => {
    expect(limitOf('2h')).toEqual({ unit: 'hours', n: 2 })
    expect(limitOf('15d')).toEqual({ unit: 'days', n: 15 })
  })
})
