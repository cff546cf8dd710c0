import { expect, test } from 'vitest'
import { body } from './exports'

test('figures never come with whole names', () => {
  expect(body('bookings', 'b', { format: 'CSV', whole: true, purpose: 'REPORT', note: ' ' })).toMatchObject({ whole: false, note: null })
  expect(body('bookings', 'b', { format: 'CSV', whole: true, purpose: 'CONTACT', note: ' 雨天 ' })).toMatchObject({ whole: true, note: '雨天' })
})
