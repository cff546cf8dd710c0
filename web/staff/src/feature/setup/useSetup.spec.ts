import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { useSetup } from './useSetup'

const key = { text: 'ABCD', address: 'otpauth://totp/x', sealed: 'sealed' }
const sent: Record<string, unknown> = {}

function server(house: unknown, status = 200) {
  vi.stubGlobal('fetch', vi.fn(async (path: string, { method, body }: RequestInit) => {
    if (method === 'POST') sent[path] = JSON.parse(String(body))
    if (path === '/api/access/house' && method === 'GET') return new Response(JSON.stringify(house))
    if (path.endsWith('/keys')) return new Response(JSON.stringify(status === 200
      ? { keys: ['SYSTEM', 'SECURITY', 'AUDITOR'].map((role) => ({ role, key })) } : { reason: 'SET_UP_DONE' }), { status })
    return new Response(JSON.stringify({ signedIn: false, serverTime: '2026-11-22T02:00:00Z', demo: false, duties: [] }))
  }))
}
afterEach(() => vi.unstubAllGlobals())

test('the secret brings a key for each of the three, and all three are sent at once', async () => {
  server({ empty: true, top: null })
  const setup = useSetup()
  await flushPromises()
  setup.secret.value = 'AAAA-BBBB'
  await setup.check()
  expect(setup.founders.value.map(({ role }) => role)).toEqual(['SYSTEM', 'SECURITY', 'AUDITOR'])
  for (const founder of setup.founders.value) founder.totp = '123 456'
  await setup.finish()
  expect(sent['/api/access/house']).toMatchObject({ secret: 'AAAA-BBBB', kind: 'CITY' })
  const { administrators } = sent['/api/access/house'] as { administrators: { totp: string; sealed: string }[] }
  expect(administrators.map(({ totp, sealed }) => totp + sealed)).toEqual(Array(3).fill('123456sealed'))
  expect(setup.done.value).toBe(true)
  expect(setup.secret.value).toBe('')
})

test('a house with administrators says so', async () => {
  server({ empty: false, top: null })
  const setup = useSetup()
  await flushPromises()
  expect(setup.over.value).toBe(true)
})

test('somebody else was quicker', async () => {
  server({ empty: true, top: null }, 409)
  const setup = useSetup()
  await flushPromises()
  await setup.check()
  expect(setup.over.value).toBe(true)
})
