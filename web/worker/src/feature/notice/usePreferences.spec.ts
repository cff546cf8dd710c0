import { expect, test } from 'vitest'
import { toggled } from './usePreferences'

test('a channel is switched without the others', () => {
  expect(toggled(['SMS'], 'MAIL')).toEqual(['SMS', 'MAIL'])
  expect(toggled(['SMS', 'MAIL'], 'SMS')).toEqual(['MAIL'])
})
