import { expect, test } from 'vitest'
import { period } from './useTrail'

test('days of the address are days in Beijing, the last one included', () => {
  expect(period('2026-11-22', '2026-11-22')).toEqual({ from: '2026-11-21T16:00:00.000Z', until: '2026-11-22T16:00:00.000Z' })
  expect(period('', '')).toEqual({ from: '', until: '' })
})
