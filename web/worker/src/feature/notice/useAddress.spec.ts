import { expect, test } from 'vitest'
import { Problem } from '@kit/api'
import { useAddress, words } from './useAddress'

const problem = (errors: { field: string; message: string }[], extras: Record<string, unknown>) => new Problem(400, '', 'no', errors, extras, null)

test('a fault is shown beside its field', () => {
  expect(words('code', problem([{ field: 'address', message: 'not one' }], {}))).toEqual({ field: 'address', message: 'not one' })
  expect(words('code', problem([], { attemptsLeft: 3 })).message).toContain('3')
  expect(words('address', problem([], {}))).toEqual({ field: 'address', message: 'no' })
})

test('what is no address is not sent', async () => {
  const form = useAddress(() => { throw new Error('not asked for') })
  form.address.value = 'wang'
  await form.submit()
  expect(form.addressWrong.value).not.toBe('')
  expect(form.sent.value).toBeUndefined()
})
