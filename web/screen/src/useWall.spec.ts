import { me } from '@kit/session'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useWall } from './useWall'

class FakeSource {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readyState = 1
  onerror: (() => void) | null = null
  private listener: ((message: { data: string }) => void) | null = null
  constructor(readonly url: string) { FakeSource.made.push(this) }
  addEventListener(_event: string, listener: (message: { data: string }) => void) { this.listener = listener }
  close() { this.readyState = FakeSource.CLOSED }
  send(value: unknown) { this.listener?.({ data: JSON.stringify(value) }) }
  fail() { this.onerror?.() }
}

let scope: EffectScope
let answer: unknown
const officer = (role: string) => ({
  signedIn: true, serverTime: '2026-11-22T02:00:00Z', demo: true, account: { id: 'a', name: '刘', kind: 'STAFF' }, duties: [{ role, union: {} }],
})
beforeEach(() => {
  vi.useFakeTimers()
  FakeSource.made = []
  me.value = null
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', vi.fn(async () => {
    if (answer instanceof Error) throw answer
    return new Response(JSON.stringify(answer))
  }))
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const settle = () => vi.advanceTimersByTimeAsync(0)
const open = async () => {
  const wall = scope.run(() => useWall())!
  await settle()
  return wall
}

test('a leader sees the wall', async () => {
  answer = officer('LEADER')
  const wall = await open()
  expect([wall.access.value, FakeSource.made.at(-1)?.url]).toEqual(['granted', '/api/benefit/wall'])
})
test('without a sign-in, or with another role, no stream is opened', async () => {
  answer = { signedIn: false, serverTime: '2026-11-22T02:00:00Z', demo: true, duties: [] }
  expect((await open()).access.value).toBe('signIn')
  answer = officer('SYSTEM')
  expect((await open()).access.value).toBe('other')
  expect(FakeSource.made).toHaveLength(0)
})
test('the wall comes up by itself once somebody has signed in', async () => {
  answer = { signedIn: false, serverTime: '2026-11-22T02:00:00Z', demo: true, duties: [] }
  const wall = await open()
  answer = officer('OFFICER')
  await vi.advanceTimersByTimeAsync(11_000)
  expect(wall.access.value).toBe('granted')
})
test('the picture stays when the server goes away', async () => {
  answer = officer('LEADER')
  const wall = await open()
  FakeSource.made.at(-1)!.send({ board: null, upcoming: [{ id: 'x', opensAt: '2026-11-23T02:00:00Z' }] })
  answer = new TypeError('network')
  for (let i = 0; i < 3; i++) {
    FakeSource.made.at(-1)!.fail()
    await settle()
  }
  expect(wall.access.value).toBe('granted')
  expect(wall.upcoming.value).toHaveLength(1)
})
