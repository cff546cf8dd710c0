import { expect, test } from 'vitest'
import { added, blank, cleaned, moved, optionLines, optionsOf, turned } from './editor'

test('a new question takes a key that is free, and keys stay when questions move', () => {
  const three = added(added(blank('表', '问'), '二'), '三')
  const two = moved(three, 1, -1)
  expect(two.fields.map((field) => field.key)).toEqual(['q1', 'q3'])
  expect(added(two, '四').fields.map((field) => field.key)).toEqual(['q1', 'q3', 'q4'])
})

test('options keep their values while lines are edited', () => {
  const before = optionsOf('公交 | Bus\n开车', [])
  expect(optionLines({ ...blank('', '').fields[0]!, options: before })).toBe('公交 | Bus\n开车')
  const after = optionsOf('步行\n公交 | By bus\n开车', before)
  expect(after.find((option) => option.label.zh === '公交')?.value).toBe(before[0]?.value)
  expect(after.find((option) => option.label.zh === '开车')?.value).toBe(before[1]?.value)
  expect(new Set(after.map((option) => option.value)).size).toBe(3)
})

test('a condition goes when its question moves behind it', () => {
  const form = added(blank('表', '问'), '二')
  form.fields[0] = turned(form.fields[0]!, 'CHOICE')
  form.fields[1]!.showIf = { field: 'q1', anyOf: ['o1'] }
  expect(moved(form, 0, 0).fields[1]?.showIf).toEqual({ field: 'q1', anyOf: ['o1'] })
  expect(moved(form, 1, 0).fields[0]?.showIf).toBeUndefined()
  expect(cleaned({ ...form, lead: { zh: ' ', en: null }, total: { label: { zh: '', en: null }, fields: [] } })).not.toHaveProperty('lead.zh')
})
