import { afterEach, expect, test, vi } from 'vitest'
import { useSignIn } from './useSignIn'

const answers = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status, headers })))
const filled = (done: () => unknown = () => {}) => {
  const signIn = useSignIn(done)
  Object.assign(signIn.form, { username: ' chaoyang ', password: 'secret', totp: '123 456' })
  return signIn
}
document.cookie = 'XSRF-TOKEN=x'
afterEach(() => vi.unstubAllGlobals())

test('nothing is complained about before the first try, then beside each field', async () => {
  const { errors, submit } = useSignIn(() => {})
  expect(Object.values(errors.value).every((text) => text === undefined)).toBe(true)
  expect(await submit()).toBe('username')
  expect(errors.value.totp).toContain('6')
})

test('a code typed with a space is sent without it', async () => {
  const done = vi.fn()
  answers(200, { signedIn: true, serverTime: '2026-11-22T02:00:00Z', demo: true, duties: [] })
  await filled(done).submit()
  const [, options] = vi.mocked(fetch).mock.calls[0]!
  expect(JSON.parse(String(options?.body))).toEqual({ username: 'chaoyang', password: 'secret', totp: '123456' })
  expect(done).toHaveBeenCalledOnce()
})

test('a locked account says until when', async () => {
  answers(401, { reason: 'LOCKED', until: '2026-11-22T02:30:00Z' })
  const signIn = filled()
  await signIn.submit()
  expect(signIn.message.value).toContain('10:30')
  expect(signIn.form.totp).toBe('')
})

test('a wrong password does not say which part was wrong', async () => {
  answers(401, { reason: 'WRONG_CREDENTIALS' })
  const signIn = filled()
  await signIn.submit()
  expect(signIn.message.value).toContain('用户名、密码或动态码')
  expect(signIn.busy.value).toBe(false)
})
