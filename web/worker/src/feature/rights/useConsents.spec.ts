import { expect, test } from 'vitest'
import { choices } from './useConsents'

test('what was given can be taken back in one tap, and the other way round', () => {
  expect(choices('GIVEN')).toEqual([{ given: false, label: 'withdraw' }])
  expect(choices('WITHDRAWN')).toEqual([{ given: true, label: 'agree' }])
})

test('who is asked can say yes or no', () => {
  for (const state of ['NOT_ASKED', 'ASKED_AGAIN'] as const) {
    expect(choices(state).map((choice) => choice.given)).toEqual([true, false])
  }
})
