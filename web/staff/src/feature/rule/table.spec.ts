import type { RuleTable } from '@kit/api-types'
import { describe, expect, it } from 'vitest'
import { addedColumn, addedRow, changedRow, difference, facts, fields, movedRow, outcome, quiet, removedColumn, removedRow, shown, shownTable } from './table'

const table: RuleTable = {
  title: { zh: '表', en: null }, hit: 'UNIQUE',
  inputs: [
    { key: 'cause', name: { zh: '事由', en: null }, kind: 'CHOICE', choices: [{ key: 'A', name: { zh: '意外', en: null } }, { key: 'B', name: { zh: '病（重）', en: null } }] },
    { key: 'urgent', name: { zh: '紧急', en: null }, kind: 'BOOLEAN', choices: [] },
    { key: 'mean', name: { zh: '平均', en: null }, kind: 'NUMBER', choices: [], formula: '1 / 2' },
  ],
  outputs: [{ key: 'amount', name: { zh: '金额', en: null }, kind: 'NUMBER', choices: [], unit: { zh: '元', en: null } }],
  clauses: [
    { id: 'x', when: ['"A","B"', 'true', '-'], then: ['3000'], text: { zh: '第一条', en: null } },
    { id: 'y', when: ['not("A")', '-', '-'], then: ['500'], text: { zh: '第二条', en: null } },
  ],
}

describe('cells as officers read them', () => {
  it('shows choices by their words unless these would be read as something else', () => {
    expect(shown(table.inputs[0]!, '"A","B"')).toBe('意外,"B"')
    expect(shown(table.inputs[0]!, 'not("A")')).toBe('not(意外)')
    expect(shown(table.inputs[1]!, 'true')).toBe('是')
    expect(shown({ key: 'd', name: { zh: '日', en: null }, kind: 'DATE', choices: [] }, '[date("2026-01-01")..date("2026-02-01"))')).toBe('[2026-01-01..2026-02-01)')
    expect(shownTable(table).clauses[0]!.when).toEqual(['意外,"B"', '是', '-'])
  })
  it('says what comes out with its unit', () => {
    expect(outcome(table.outputs, [{ amount: 3000 }])).toBe('3,000 元')
    expect(outcome([...table.outputs, table.inputs[0]!], [{ amount: 1, cause: 'A' }])).toBe('金额 1 元，事由 意外')
  })
})

describe('rows and columns', () => {
  it('come and go with their cells', () => {
    const wider = addedColumn(table, 'inputs', '新')
    expect(wider.inputs.at(-1)!.key).toBe('fact4')
    expect(wider.clauses.every((row) => row.when.length === 4)).toBe(true)
    expect(removedColumn(wider, 'inputs', 3)).toEqual(table)
    expect(addedColumn(table, 'outputs', '新').clauses[0]!.then).toEqual(['3000', ''])
    const longer = addedRow(table, 0, '新条')
    expect(longer.clauses.map((row) => row.text.zh)).toEqual(['第一条', '新条', '第二条'])
    expect(removedRow(longer, 1)).toEqual(table)
    expect(movedRow(table, 0, 1).clauses.map((row) => row.id)).toEqual(['y', 'x'])
    expect(movedRow(table, 0, -1)).toBe(table)
  })
  it('are quiet when no clause asks about them', () => {
    expect([0, 1, 2].map((at) => quiet(table, at))).toEqual([false, false, true])
  })
})

describe('a trial', () => {
  it('asks for what is not worked out and gives truths as truths', () => {
    expect(fields(table).map((field) => field.key)).toEqual(['cause', 'urgent'])
    expect(facts(table, { cause: 'A', urgent: 'true' })).toEqual({ cause: 'A', urgent: true })
    expect(facts(table, { urgent: 'false' })).toEqual({ urgent: false })
  })
})

describe('the difference between two versions', () => {
  it('goes clause by clause, whatever their order', () => {
    const next = changedRow(addedRow(movedRow(table, 0, 1), 1, '第三条'), 0, { then: ['600'] })
    expect(difference(table, next).map((row) => row.change)).toEqual(['CHANGED', 'SAME', 'ADDED'])
    expect(difference(next, table).map((row) => row.change)).toEqual(['SAME', 'CHANGED', 'REMOVED'])
  })
  it('does not count a new column that says nothing', () => {
    expect(difference(table, addedColumn(table, 'inputs', '新')).map((row) => row.change)).toEqual(['SAME', 'SAME'])
  })
})
