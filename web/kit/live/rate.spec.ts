import { expect, test } from 'vitest'
import { lastSeconds, summary } from './rate'

const until = '2026-11-22T02:00:10.700Z'

test('missing seconds count as zero and the list ends with now', () => {
  const seconds = lastSeconds([{ at: '2026-11-22T02:00:08.200Z', count: 3 }, { at: '2026-11-22T02:00:10Z', count: 5 }], until, 4)
  expect(seconds.map(({ count }) => count)).toEqual([0, 3, 0, 5])
  expect(new Date(seconds[3]!.at).toISOString()).toBe('2026-11-22T02:00:10.000Z')
})

test('what is older than the window is left out', () => {
  expect(lastSeconds([{ at: '2026-11-22T01:00:00Z', count: 9 }], until, 3).every(({ count }) => count === 0)).toBe(true)
})

test('peak and recent mean', () => {
  const seconds = Array.from({ length: 20 }, (_, index) => ({ at: index, count: index === 2 ? 40 : 2 }))
  expect(summary(seconds)).toEqual({ peak: 40, recent: 2 })
  expect(summary([])).toEqual({ peak: 0, recent: 0 })
})
