import type { BudgetLine } from '@kit/api-types'

/** Where a part of a line went: to a line below, or to one of its own accounts. */
export interface Part {
  key: string
  amount: number
  /** The line below, if it is one. */
  line?: BudgetLine
  /** Shares of 100 that are paid, promised or due, and free. */
  paid: number
  bound: number
  free: number
}

/** Height of one row, in the drawing's own units. */
export const ROW = 40
const SLIM = 1.5
const THICK = 0.7

const share = (part: number, of: number) => (of > 0 ? (part / of) * 100 : 0)

/** What becomes of a line: first what it spends itself, then the lines below, the largest first. */
export function parts(line: BudgetLine, below: readonly BudgetLine[]): Part[] {
  const own: Part[] = (['paid', 'payable', 'committed', 'free'] as const)
    .filter((kind) => line.own[kind] > 0)
    .map((kind) => ({
      key: kind, amount: line.own[kind], paid: kind === 'paid' ? 100 : 0,
      bound: kind === 'payable' || kind === 'committed' ? 100 : 0, free: kind === 'free' ? 100 : 0,
    }))
  const children = [...below].map((child): Part => {
    const all = total(child)
    return {
      key: child.id, line: child, amount: all, paid: share(child.whole.paid, all),
      bound: share(child.whole.payable + child.whole.committed, all), free: share(child.whole.free, all),
    }
  }).filter((child) => child.amount > 0).sort((a, b) => b.amount - a.amount)
  return [...own, ...children]
}

/** The first rows and the rest as one, unless that would save nothing. */
export function folded(all: readonly Part[], most: number): Part[] {
  if (all.length <= most + 1) return [...all]
  const rest = all.slice(most)
  const sum = rest.reduce((of, one) => of + one.amount, 0)
  const mean = (kind: 'paid' | 'bound' | 'free') => rest.reduce((of, one) => of + (one[kind] * one.amount) / (sum || 1), 0)
  return [...all.slice(0, most), { key: 'rest', amount: sum, paid: mean('paid'), bound: mean('bound'), free: mean('free') }]
}

export const total = (line: BudgetLine) => line.whole.free + line.whole.committed + line.whole.payable + line.whole.paid

/** Ribbons from one bar as high as all rows to the middle of each row, as wide as the amount is large. */
export function ribbons(amounts: readonly number[], width: number): string[] {
  const height = amounts.length * ROW
  const sum = amounts.reduce((all, one) => all + one, 0)
  let from = 0
  return amounts.map((amount, row) => {
    const left = sum > 0 ? (amount / sum) * height : 0
    const right = Math.min(Math.max(left, SLIM), ROW * THICK)
    const middle = row * ROW + ROW / 2
    const [a, b, c, d] = [from, from + left, middle + right / 2, middle - right / 2]
    from += left
    const half = width / 2
    return `M0 ${a}C${half} ${a} ${half} ${d} ${width} ${d}V${c}C${half} ${c} ${half} ${b} 0 ${b}Z`
  })
}
