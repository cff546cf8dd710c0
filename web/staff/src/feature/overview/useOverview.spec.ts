import type { ConsoleCard } from '@kit/api-types'
import { expect, test } from 'vitest'
import { arrange } from './useOverview'

const card = (id: string, left: number, opensAt = '2026-11-22T02:00:00Z') => ({ id, left, capacity: 100, opensAt }) as ConsoleCard
const ids = (cards: ConsoleCard[]) => cards.map(({ id }) => id).join('')

test('what is running out comes first, what has run out last', () => {
  expect(ids(arrange({ running: [card('a', 0), card('b', 90), card('c', 3)], drafts: [], soon: [] }).running)).toBe('cba')
})
test('what opens first comes first', () => {
  const soon = [card('a', 1, '2026-12-01T02:00:00Z'), card('b', 1, '2026-11-30T02:00:00Z')]
  expect(ids(arrange({ running: [], drafts: [], soon }).soon)).toBe('ba')
})
