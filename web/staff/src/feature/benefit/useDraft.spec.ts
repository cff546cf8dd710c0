import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, type EffectScope } from 'vue'
import { useDraft } from './useDraft'

const calls: { method: string; path: string; body: unknown }[] = []
let answer: (path: string) => { status: number; body: unknown }
let scope: EffectScope
const wrong = { status: 400, body: { errors: [{ field: 'title.zh', message: '请填写名称' }] } }
document.cookie = 'XSRF-TOKEN=x'

beforeEach(() => {
  vi.useFakeTimers()
  calls.length = 0
  answer = () => ({ status: 200, body: {} })
  scope = effectScope()
  vi.stubGlobal('fetch', vi.fn(async (path: string, options: RequestInit) => {
    calls.push({ method: options.method!, path, body: options.body ? JSON.parse(String(options.body)) : null })
    const { status, body } = answer(path)
    return new Response(JSON.stringify(body), { status })
  }))
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const open = () => scope.run(() => useDraft(undefined, 'u1'))!
const paths = () => calls.map(({ method, path }) => `${method} ${path.replace('/api/benefit/console/offerings', '')}`)

test('typing is checked once, a moment after the last key', async () => {
  const form = open()
  await vi.advanceTimersByTimeAsync(0)
  calls.length = 0
  for (const letter of ['公', '公园', '公园年票']) {
    form.draft.title.zh = letter
    await nextTick()
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(700)
  expect(calls).toHaveLength(1)
  expect(calls[0]!.body).toMatchObject({ title: { zh: '公园年票' } })
})

test('a step complains only after it has been left', async () => {
  answer = () => wrong
  const form = open()
  await vi.advanceTimersByTimeAsync(0)
  expect(form.message('title.zh')).toBeUndefined()
  form.seen.add('what')
  expect(form.message('title.zh')).toBe('请填写名称')
  expect(form.problems('what')).toHaveLength(1)
  expect(form.problems('places')).toHaveLength(0)
})

test('only what the server has seen as it stands is ready to publish', async () => {
  const form = open()
  await vi.advanceTimersByTimeAsync(0)
  expect(form.sound.value).toBe(true)
  answer = () => ({ status: 503, body: {} })
  form.draft.title.zh = '年票'
  await nextTick()
  await vi.advanceTimersByTimeAsync(700)
  expect([form.sound.value, form.trouble.value !== null]).toEqual([false, true])
})

test('the first save creates, the next one replaces', async () => {
  answer = (path) => ({ status: 200, body: path.endsWith('preview') ? {} : { id: 'o1' } })
  const form = open()
  form.draft.title.zh = '年票'
  expect(form.dirty.value).toBe(true)
  expect(await form.save()).toBe(true)
  expect(form.dirty.value).toBe(false)
  await form.save()
  expect(paths().filter((path) => !path.endsWith('preview'))).toEqual(['POST ', 'PUT /o1'])
})

test('publishing saves first and goes no further when that is refused', async () => {
  answer = () => wrong
  const form = open()
  await expect(form.publish()).rejects.toBeTruthy()
  expect(paths().some((path) => path.endsWith('/publish'))).toBe(false)
  answer = () => ({ status: 200, body: { id: 'o1' } })
  await form.publish()
  expect(paths().at(-1)).toBe('POST /o1/publish')
  expect(form.published.value).toBe(true)
})
