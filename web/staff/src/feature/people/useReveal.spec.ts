import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { useReveal } from './useReveal'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

test('a number goes after its minute, and when another member is looked at', async () => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ value: '14000000001', hideInSeconds: 60 }), { status: 200 }))
  const member = ref('a')
  const scope = effectScope()
  const { shown, reveal } = scope.run(() => useReveal(() => member.value, () => 'PHONE'))!
  await reveal()
  expect(shown.value).toBe('14000000001')
  vi.advanceTimersByTime(59_000)
  expect(shown.value).toBe('14000000001')
  vi.advanceTimersByTime(1_000)
  expect(shown.value).toBe('')
  await reveal()
  member.value = 'b'
  await Promise.resolve()
  expect(shown.value).toBe('')
  scope.stop()
})
