import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useLive } from './useLive'

class FakeSource {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readyState = 1
  onerror: (() => void) | null = null
  private readonly listeners = new Map<string, (message: { data: string }) => void>()
  constructor(readonly url: string) { FakeSource.made.push(this) }
  addEventListener(event: string, listener: (message: { data: string }) => void) { this.listeners.set(event, listener) }
  close() { this.readyState = FakeSource.CLOSED }
  send(value: unknown) { this.listeners.get('board')?.({ data: JSON.stringify(value) }) }
  fail(closed: boolean) {
    if (closed) this.readyState = FakeSource.CLOSED
    this.onerror?.()
  }
}

interface Sample { left: number; at: string; serverTime: string }
let scope: EffectScope
const last = () => FakeSource.made[FakeSource.made.length - 1]!
const sample = (left: number): Sample => ({ left, at: '2026-11-22T02:00:00Z', serverTime: '2026-11-22T02:00:01Z' })
const follow = () => scope.run(() => useLive<Sample>(() => '/live', 'board'))!

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  FakeSource.made = []
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('age counts from when the data was taken on the server', () => {
  const live = follow()
  expect(live.ageSeconds.value).toBeNull()
  last().send(sample(7))
  expect(live.ageSeconds.value).toBe(1)
  vi.advanceTimersByTime(3000)
  expect(live.ageSeconds.value).toBe(4)
  expect(live.stale.value).toBe(false)
  vi.advanceTimersByTime(3000)
  expect(live.stale.value).toBe(true)
})

test('the last data stays when the line breaks, and the line is made again', () => {
  const live = follow()
  last().send(sample(7))
  last().fail(true)
  expect(live.state.value).toBe('broken')
  expect(live.data.value?.left).toBe(7)
  vi.advanceTimersByTime(1000)
  expect(FakeSource.made).toHaveLength(2)
  last().send(sample(5))
  expect(live.state.value).toBe('live')
  expect(live.data.value?.left).toBe(5)
})

test('a browser that reconnects by itself is left to it', () => {
  follow()
  last().fail(false)
  vi.advanceTimersByTime(10_000)
  expect(FakeSource.made).toHaveLength(1)
})

test('a silent line is dropped and made again', () => {
  follow()
  last().send(sample(7))
  vi.advanceTimersByTime(17_000)
  expect(FakeSource.made).toHaveLength(2)
  expect(FakeSource.made[0]!.readyState).toBe(FakeSource.CLOSED)
})

test('the line closes with its scope', () => {
  follow()
  scope.stop()
  expect(last().readyState).toBe(FakeSource.CLOSED)
})
