import { expect, it } from 'vitest'
import { fieldName } from './fieldName'

it('calls fields what the form calls them', () => {
  expect(fieldName('title.zh')).toBe('名称（中文）')
  expect(fieldName('places[1].capacity')).toBe('第 2 场 · 名额')
  expect(fieldName('state')).toBe('')
})
