import { expect, test } from 'vitest'
import { onceWhileHeld } from './useCamera'

test('a voucher held before the camera is read once', () => {
  const seen = onceWhileHeld(3000)
  expect([seen('a', 0), seen('a', 2000), seen('a', 4000), seen('a', 6500)]).toEqual([true, false, false, false])
})
test('it is read again after it has been away, and another one at once', () => {
  const seen = onceWhileHeld(3000)
  expect([seen('a', 0), seen('b', 100), seen('b', 4000)]).toEqual([true, true, true])
})
