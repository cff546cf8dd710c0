import { afterEach, describe, expect, it, vi } from 'vitest'
import { get, onSignedOut, post, Problem, Unreachable } from './api'

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const sent = vi.fn(async (_path: string, _init: RequestInit) => new Response(body === undefined ? null : JSON.stringify(body), { status, headers }))
  vi.stubGlobal('fetch', sent)
  return sent
}

describe('calls to the server', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('sends language, CSRF token and body', async () => {
    document.cookie = 'XSRF-TOKEN=t%3D1'
    const sent = answer(200, { ok: true })
    expect(await post('/api/x', { a: 1 }, { headers: { 'Idempotency-Key': 'k' } })).toEqual({ ok: true })
    const init = sent.mock.calls[0]![1]
    expect(init.headers).toMatchObject({ 'X-XSRF-TOKEN': 't=1', 'Accept-Language': 'zh', 'Idempotency-Key': 'k', 'Content-Type': 'application/json' })
    expect(init.body).toBe('{"a":1}')
  })

  it('turns a refusal into a Problem with its facts', async () => {
    answer(409, { title: 'Conflict', status: 409, detail: '已约满', reason: 'SOLD_OUT', waiting: 7 })
    const problem = await get('/api/x').catch((error: unknown) => error) as Problem
    expect(problem).toBeInstanceOf(Problem)
    expect([problem.status, problem.reason, problem.detail, problem.extras]).toEqual([409, 'SOLD_OUT', '已约满', { waiting: 7 }])
  })

  it('names the wrong field and keeps Retry-After', async () => {
    answer(400, { status: 400, detail: 'x', errors: [{ field: 'phone', message: '手机号不对' }] }, { 'Retry-After': '3' })
    const problem = await get('/api/x').catch((error: unknown) => error) as Problem
    expect(problem.of('phone')).toBe('手机号不对')
    expect(problem.retryAfterSeconds).toBe(3)
  })

  it('understands answers that are not ours, and empty ones', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>bad gateway</html>', { status: 502 }))
    expect((await get('/api/x').catch((error: unknown) => error) as Problem).status).toBe(502)
    answer(204, undefined)
    await expect(post('/api/x')).resolves.toBeUndefined()
  })

  it('tells a lost network from a refusal', async () => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('failed to fetch') })
    await expect(get('/api/x')).rejects.toBeInstanceOf(Unreachable)
  })

  it('reports the end of a session once, but not a refused sign-in', async () => {
    const out = vi.fn()
    onSignedOut(out)
    answer(401, { status: 401, detail: 'x', reason: 'WRONG_CODE' })
    await post('/api/access/signin').catch(() => undefined)
    expect(out).not.toHaveBeenCalled()
    answer(401, { status: 401, detail: 'x' })
    await get('/api/x').catch(() => undefined)
    expect(out).toHaveBeenCalledOnce()
  })
})
