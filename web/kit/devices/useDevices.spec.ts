import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { named, useDevices } from './useDevices'

const session = (id: string, current = false) =>
  ({ id, device: 'ANDROID', browser: 'WECHAT', startedAt: '2026-11-22T02:00:00Z', seenAt: '2026-11-22T02:00:00Z', current })
const asked: string[] = []

function server(answers: Record<string, unknown>) {
  asked.length = 0
  vi.stubGlobal('fetch', vi.fn(async (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`)
    const answer = answers[`${method} ${path}`]
    return answer === undefined ? new Response('{}', { status: 503 }) : new Response(JSON.stringify(answer))
  }))
}
afterEach(() => vi.unstubAllGlobals())

test('this device comes first', async () => {
  server({ 'GET /api/access/sessions': [session('a'), session('b', true)] })
  const { sessions } = useDevices()
  await flushPromises()
  expect(sessions.value.map(({ id }) => id)).toEqual(['b', 'a'])
})

test('a browser that is not known is not named', () => {
  expect(named({ device: 'LINUX', browser: 'OTHER' })).toBe('Linux 电脑')
  expect(named({ device: 'ANDROID', browser: 'WECHAT' })).toBe('安卓手机 · 微信')
})

test('ending the others says how many they were and reads the list again', async () => {
  server({ 'GET /api/access/sessions': [session('b', true)], 'POST /api/access/sessions/end-others': { count: 2 } })
  const { said, endOthers } = useDevices()
  await flushPromises()
  await endOthers()
  expect(said.value).toContain('2')
  expect(asked.filter((one) => one.startsWith('GET'))).toHaveLength(2)
})

test('what did not work is said, and the list stays', async () => {
  server({ 'GET /api/access/sessions': [session('b', true)] })
  const { sessions, trouble, endOthers } = useDevices()
  await flushPromises()
  await endOthers()
  expect(trouble.value).not.toBe('')
  expect(sessions.value).toHaveLength(1)
})
