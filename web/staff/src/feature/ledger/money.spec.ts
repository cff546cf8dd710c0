import { expect, test } from 'vitest'
import { shown, typed } from './money'

test('fen are shown as yuan and goods by their name', () => {
  expect(shown('CNY', 4_400_000_000)).toContain('44,000,000.00')
  expect(shown('箱', 8000)).toBe('8,000 箱')
})

test('what is typed becomes fen to the last one', () => {
  expect(typed('CNY', '100')).toBe(10_000)
  expect(typed('CNY', '1,234.5')).toBe(123_450)
  expect(typed('CNY', '0.29')).toBe(29)
  expect(typed('箱', '12')).toBe(12)
})

test('what is no amount is none', () => {
  for (const text of ['', '0', '-1', '1.234', '1e3', '一百']) expect(typed('CNY', text)).toBeNull()
  expect(typed('箱', '1.5')).toBeNull()
})
