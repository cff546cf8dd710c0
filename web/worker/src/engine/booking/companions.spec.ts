import { expect, test } from 'vitest'
import { asked, complete, resized } from './companions'

test('names stay when the number changes, and only what is asked for is sent', () => {
  const one = [{ name: '王小明', relation: 'CHILD' as const }]
  expect(resized(one, 2)[0]).toEqual(one[0])
  expect(resized(one, 0)).toEqual([])
  expect(asked(resized(one, 1), false)).toEqual([{ name: null, relation: null }])
  expect(asked([{ name: ' 王小明 ', relation: 'CHILD' }], true)).toEqual(one)
})

test('nobody who has to be named may be nameless', () => {
  expect(complete([{ name: ' ', relation: 'CHILD' }], true)).toBe(false)
  expect(complete([{ name: ' ', relation: 'CHILD' }], false)).toBe(true)
})
