import { expect, test } from 'vitest'
import type { YearDay } from '@kit/api-types'
import { look, month, turned, weekday } from './days'

const none = new Map<string, YearDay>()

test('months begin under their weekday and have all their days', () => {
  const february = month(2028, 2)
  expect(february.filter(Boolean)).toHaveLength(29)
  expect(february.indexOf('2028-02-01')).toBe(weekday('2028-02-01') - 1)
  expect(weekday('2026-10-10')).toBe(6)
})

test('a weekday turns into a holiday and back', () => {
  const once = turned('2026-10-01', none, '国庆节')
  expect(look('2026-10-01', once)).toBe('REST')
  expect(once.get('2026-10-01')?.name).toBe('国庆节')
  expect(look('2026-10-01', turned('2026-10-01', once, '国庆节'))).toBe('ORDINARY')
})

test('a weekend day is worked, then a holiday, then a weekend again', () => {
  const worked = turned('2026-10-10', none, '国庆节')
  expect(look('2026-10-10', worked)).toBe('WORK')
  const free = turned('2026-10-10', worked, '国庆节')
  expect(look('2026-10-10', free)).toBe('REST')
  expect(look('2026-10-10', turned('2026-10-10', free, '国庆节'))).toBe('WEEKEND')
})
