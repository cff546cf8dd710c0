import { expect, test } from 'vitest'
import type { BudgetLine } from '@kit/api-types'
import { folded, parts, ribbons, ROW, total } from './flow'

const amounts = (free: number, committed = 0, payable = 0, paid = 0) => ({ free, committed, payable, paid })
const line = (id: string, own: BudgetLine['own'], whole = own) => ({ id, own, whole }) as BudgetLine

test('a line goes to its own accounts and to the lines below, the largest first', () => {
  const fund = line('fund', amounts(10, 0, 0, 5), amounts(70, 0, 0, 45))
  const small = line('small', amounts(20))
  const large = line('large', amounts(40, 0, 0, 40))
  const found = parts(fund, [small, large, line('none', amounts(0))])
  expect(found.map((part) => part.key)).toEqual(['paid', 'free', 'large', 'small'])
  expect(found.map((part) => part.amount)).toEqual([5, 10, 80, 20])
  expect(found.reduce((sum, part) => sum + part.amount, 0)).toBe(total(fund))
  expect(found[2]).toMatchObject({ paid: 50, bound: 0, free: 50 })
})

test('the rest of many rows becomes one, with the same sum and shares', () => {
  const rows = parts(line('fund', amounts(0)), [5, 4, 3, 1].map((amount) => line(`l${amount}`, amounts(amount))))
  expect(folded(rows, 3)).toHaveLength(4)
  const few = folded(rows, 2)
  expect(few.map((part) => [part.key, part.amount])).toEqual([['l5', 5], ['l4', 4], ['rest', 4]])
  expect(few[2]!.free).toBeCloseTo(100)
})

test('ribbons fill the bar and end in their rows', () => {
  const [first, second] = ribbons([3, 1], 100)
  expect(first).toContain('M0 0C')
  expect(first).toContain(` 0 ${1.5 * ROW}Z`)
  expect(second).toContain(`M0 ${1.5 * ROW}C`)
  expect(ribbons([0, 0], 100)).toHaveLength(2)
})
