import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useLoad } from './useLoad'

const settle = () => new Promise((resolve) => setTimeout(resolve))

test('only the newest answer counts, whatever the order of arrival', async () => {
  const key = ref('a')
  const answers = new Map<string, (value: string) => void>()
  const scope = effectScope()
  const { data } = scope.run(() => useLoad(() => key.value, (asked) => new Promise<string>((resolve) => answers.set(asked, resolve))))!
  key.value = 'b'
  await nextTick()
  answers.get('b')!('B')
  await settle()
  answers.get('a')!('A')
  await settle()
  expect(data.value).toBe('B')
  scope.stop()
})

test('what was shown stays when fetching again fails', async () => {
  let fail = false
  const scope = effectScope()
  const { data, trouble, load } = scope.run(() => useLoad(() => 1, async () => {
    if (fail) throw new Error('no line')
    return 'rows'
  }))!
  await settle()
  fail = true
  await load()
  expect(data.value).toBe('rows')
  expect(String(trouble.value)).toContain('no line')
  scope.stop()
})
