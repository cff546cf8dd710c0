import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useSignIn } from './useSignIn'

const ME = { signedIn: true, serverTime: '2026-11-22T04:00:00Z', demo: false, duties: [] }
const play = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })))

describe('signing in', () => {
  const scope = effectScope()
  const done = vi.fn()
  let form: ReturnType<typeof useSignIn>
  beforeEach(() => {
    vi.useFakeTimers()
    document.cookie = 'XSRF-TOKEN=1'
    form = scope.run(() => useSignIn(done))!
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks for a proper phone before sending anything', async () => {
    play(202, {})
    form.phone.value = '123'
    await form.submit()
    expect(form.errorOf('phone')).toBe('请填 11 位手机号')
    expect(fetch).not.toHaveBeenCalled()
  })

  it('sends a code, counts down until it may be sent again, then signs in', async () => {
    play(202, { resendInSeconds: 60, expiresInSeconds: 300 })
    form.phone.value = '14000000001'
    await form.submit()
    expect(form.masked.value).toBe('140****0001')
    expect(form.resendIn.value).toBe(60)
    vi.advanceTimersByTime(61_000)
    expect(form.resendIn.value).toBe(0)
    play(200, ME)
    form.code.value = '482913'
    await form.submit()
    expect(done).toHaveBeenCalledOnce()
  })

  it('says beside the code how many tries are left', async () => {
    play(202, { resendInSeconds: 60, expiresInSeconds: 300 })
    form.phone.value = '14000000001'
    await form.submit()
    play(401, { reason: 'WRONG_CODE', detail: '验证码不对。', attemptsLeft: 4 })
    form.code.value = '000000'
    await form.submit()
    expect(form.errorOf('code')).toBe('验证码不对。 还可以试 4 次。')
  })
})
