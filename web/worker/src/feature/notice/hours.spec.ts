import { expect, test } from 'vitest'
import { hour } from './hours'

test('hours have two digits', () => {
  expect(hour(8)).toBe('08:00')
  expect(hour(22)).toBe('22:00')
})
