import { expect, test } from 'vitest'
import { target } from './inbox'

test('a reminder leads to the offering, everything else to the booking', () => {
  expect(target('OPENING', 'a')).toBe('/benefits/a')
  expect(target('OFFER', 'b')).toBe('/mine/b')
  expect(target('TOMORROW', 'c')).toBe('/mine/c')
})
