import type { FormField, RuleClause, RuleColumn, RuleTable, Words } from '@kit/api-types'
import { lang, say } from '@kit/i18n'
import { uuidV7 } from '@kit/uuid'

/** A table as officers read it: choices by their words, days and truths without the standard's dress. The server reads both. */
export const shownTable = (table: RuleTable): RuleTable => ({
  ...table,
  clauses: table.clauses.map((clause) => ({
    ...clause,
    when: table.inputs.map((column, at) => shown(column, clause.when[at] ?? '-')),
    then: table.outputs.map((column, at) => shown(column, clause.then[at] ?? '')),
  })),
})

const AMBIGUOUS = /[,，、；;()（）[\]［］"<>=]|^-$|^not\b/

/** One cell as officers read it. */
export function shown(column: RuleColumn, cell: string): string {
  if (column.kind === 'CHOICE') return cell.replace(/"([^"]*)"/g, (_all, key: string) => word(column, key))
  if (column.kind === 'DATE') return cell.replace(/date\("([^"]*)"\)/g, '$1')
  if (column.kind === 'BOOLEAN') return cell.replace(/\b(true|false)\b/g, (truth) => yes(truth === 'true'))
  return cell
}

const yes = (truth: boolean) => (lang.value === 'en' ? (truth ? 'yes' : 'no') : truth ? '是' : '否')

function word(column: RuleColumn, key: string): string {
  const name = say(column.choices.find((choice) => choice.key === key)?.name)
  return name && !AMBIGUOUS.test(name) ? name : `"${key}"`
}

/** A value that came out, or that was given, with its unit. */
export function valueText(column: RuleColumn | undefined, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return yes(value)
  const choice = column?.choices.find((one) => one.key === value)
  if (choice) return say(choice.name)
  const unit = column?.unit ? ` ${say(column.unit)}` : ''
  return typeof value === 'number' ? `${value.toLocaleString(lang.value === 'en' ? 'en' : 'zh-CN')}${unit}` : String(value)
}

/** What came out of a table, in one line. */
export const outcome = (columns: RuleColumn[], lines: readonly Record<string, unknown>[]) =>
  lines.map((line) => Object.entries(line).map(([key, value]) => {
    const column = columns.find((each) => each.key === key)
    return columns.length > 1 ? `${say(column?.name) || key} ${valueText(column, value)}` : valueText(column, value)
  }).join(lang.value === 'en' ? ', ' : '，')).join(lang.value === 'en' ? '; ' : '；')

const words = (zh: string): Words => ({ zh, en: null })
const column = (key: string, name: string, kind: RuleColumn['kind']): RuleColumn => ({ key, name: words(name), kind, choices: [] })

/** A table to begin with. */
export const blank = (title: string, fact: string, result: string, clause: string): RuleTable => ({
  title: words(title), hit: 'UNIQUE', inputs: [column('fact', fact, 'NUMBER')], outputs: [{ ...column('amount', result, 'NUMBER'), decimals: 2 }],
  clauses: [{ id: rowId(), when: ['-'], then: ['0'], text: words(clause) }],
})

/** The name of a row, which it keeps wherever it goes. */
export const rowId = () => `c${uuidV7().replaceAll('-', '').slice(-10)}`

export const addedRow = (table: RuleTable, after: number, text: string): RuleTable => {
  const row: RuleClause = { id: rowId(), when: table.inputs.map(() => '-'), then: table.outputs.map(() => ''), text: words(text) }
  return { ...table, clauses: table.clauses.toSpliced(after + 1, 0, row) }
}
export const removedRow = (table: RuleTable, at: number): RuleTable => ({ ...table, clauses: table.clauses.toSpliced(at, 1) })
export const movedRow = (table: RuleTable, at: number, by: -1 | 1): RuleTable => {
  const to = at + by
  if (to < 0 || to >= table.clauses.length) return table
  const clauses = [...table.clauses]
  clauses.splice(to, 0, ...clauses.splice(at, 1))
  return { ...table, clauses }
}
export const changedRow = (table: RuleTable, at: number, part: Partial<RuleClause>): RuleTable =>
  ({ ...table, clauses: table.clauses.map((row, index) => (index === at ? { ...row, ...part } : row)) })

export type Side = 'inputs' | 'outputs'
const cells = (side: Side) => (side === 'inputs' ? 'when' : 'then')

export function addedColumn(table: RuleTable, side: Side, name: string): RuleTable {
  const taken = new Set([...table.inputs, ...table.outputs].map((each) => each.key))
  let number = table[side].length + 1
  while (taken.has(`${side === 'inputs' ? 'fact' : 'result'}${number}`)) number++
  const fresh = column(`${side === 'inputs' ? 'fact' : 'result'}${number}`, name, 'NUMBER')
  return { ...table, [side]: [...table[side], fresh], clauses: table.clauses.map((row) => ({ ...row, [cells(side)]: [...row[cells(side)], side === 'inputs' ? '-' : ''] })) }
}
export const removedColumn = (table: RuleTable, side: Side, at: number): RuleTable => ({
  ...table, [side]: table[side].toSpliced(at, 1), clauses: table.clauses.map((row) => ({ ...row, [cells(side)]: row[cells(side)].toSpliced(at, 1) })),
})
export const changedColumn = (table: RuleTable, side: Side, at: number, next: RuleColumn): RuleTable =>
  ({ ...table, [side]: table[side].map((each, index) => (index === at ? next : each)) })

/** Facts that no clause asks about by themselves, only formulas do: the grid leaves their columns out. */
export const quiet = (table: RuleTable, at: number) => table.inputs.length > 1 && table.clauses.length > 0 && table.clauses.every((row) => (row.when[at] ?? '-').trim() === '-')

/** The questions of a trial. */
export const fields = (table: RuleTable): FormField[] => table.inputs.filter((each) => !each.formula).map((each) => ({
  key: each.key,
  kind: each.kind === 'BOOLEAN' ? 'CHOICE' : each.kind,
  label: each.name,
  required: true,
  options: each.kind === 'BOOLEAN'
    ? [{ value: 'true', label: { zh: '是', en: 'Yes' } }, { value: 'false', label: { zh: '否', en: 'No' } }]
    : each.choices.map((choice) => ({ value: choice.key, label: choice.name })),
  unit: each.unit ?? undefined,
  decimals: each.decimals ?? 0,
}))

/** Answers as the server takes facts. */
export const facts = (table: RuleTable, answers: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) =>
    [key, table.inputs.some((each) => each.key === key && each.kind === 'BOOLEAN') ? String(value) === 'true' : value]))

export type RowChange = 'SAME' | 'ADDED' | 'REMOVED' | 'CHANGED'
export interface RowDiff { id: string; change: RowChange; before: RuleClause | null; after: RuleClause | null }

/** What is different between two versions, clause by clause, in the order of the later one; what went stands at the end. */
export function difference(before: RuleTable, after: RuleTable): RowDiff[] {
  const old = new Map(before.clauses.map((row) => [row.id, row]))
  const rows = after.clauses.map((row): RowDiff => {
    const was = old.get(row.id) ?? null
    old.delete(row.id)
    const same = was && JSON.stringify(keyed(before, was)) === JSON.stringify(keyed(after, row))
    return { id: row.id, change: !was ? 'ADDED' : same ? 'SAME' : 'CHANGED', before: was, after: row }
  })
  return [...rows, ...[...old.values()].map((row): RowDiff => ({ id: row.id, change: 'REMOVED', before: row, after: null }))]
}
const keyed = (table: RuleTable, row: RuleClause) => [
  ...table.inputs.map((each, at) => [each.key, row.when[at] ?? '-']).filter(([, cell]) => cell !== '-'), ...table.outputs.map((each, at) => [each.key, row.then[at]]), row.text.zh, row.text.en ?? null,
]
