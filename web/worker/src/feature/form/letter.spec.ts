import { describe, expect, it } from 'vitest'
import type { FormDefinition } from '@kit/api-types'
import { filesOf, inTurn, type Letter } from './letter'

const letter = (key: string, at: number): Letter => ({ key, form: 'f', title: { zh: '表', en: null }, version: 1, answers: {}, files: [], state: 'waiting', at })

describe('answers without a network', () => {
  it('go in the order in which they were sent', () => {
    expect(inTurn([letter('b', 2), letter('c', 2), letter('a', 3), letter('d', 1)]).map(({ key }) => key)).toEqual(['d', 'b', 'c', 'a'])
  })

  it('name the files that go before them', () => {
    const field = (key: string, kind: 'FILE' | 'TEXT') => ({ key, kind, label: { zh: key, en: null }, required: false, options: [] })
    const definition = { title: { zh: '表', en: null }, personal: true, once: false, fields: [field('a', 'FILE'), field('b', 'TEXT'), field('c', 'FILE')] } as FormDefinition
    expect(filesOf(definition, { a: ['1', '2'], b: 'x', c: ['3'] })).toEqual(['1', '2', '3'])
    expect(filesOf(definition, {})).toEqual([])
  })
})
