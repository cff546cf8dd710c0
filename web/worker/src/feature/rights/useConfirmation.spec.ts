import { expect, test } from 'vitest'
import { Problem } from '@kit/api'
import { useConfirmation, words } from './useConfirmation'

const problem = (reason: string, extras: Record<string, unknown>) => new Problem(409, reason, 'no', [], extras, null)

test('a refusal says how many tries are left', () => {
  expect(words(problem('WRONG_CODE', { attemptsLeft: 3 }))).toContain('3')
  expect(words(problem('LOCKED', { until: '2026-11-22T08:00:00Z' }))).toMatch(/16:00|08:00/)
  expect(words(problem('CODE_EXPIRED', {}))).toBe('no')
})

test('what is no code is not sent', async () => {
  let asked = 0
  const confirmation = useConfirmation(async () => { asked++ })
  confirmation.code.value = '12ab'
  await confirmation.submit()
  expect(asked).toBe(0)
  expect(confirmation.wrong.value).not.toBe('')
  confirmation.code.value = '123456'
  await confirmation.submit()
  expect(asked).toBe(1)
})
