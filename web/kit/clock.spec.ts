import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { forgetTime, learnTime, serverNow, useCountdown } from './clock'

const NOON = Date.parse('2026-11-22T04:00:00Z')

describe('server time', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(NOON)
    forgetTime()
  })
  afterEach(() => vi.useRealTimers())

  it('corrects a phone whose clock is ten minutes slow', () => {
    learnTime('2026-11-22T04:10:00Z', NOON - 100, NOON + 100)
    expect(serverNow()).toBe(NOON + 600_000)
  })

  it('keeps the answer that travelled fastest', () => {
    learnTime('2026-11-22T04:10:00Z', NOON - 50, NOON + 50)
    learnTime('2026-11-22T04:10:00.900Z', NOON - 1000, NOON + 1000)
    expect(serverNow()).toBe(NOON + 600_000)
  })

  it('believes a slow answer when the phone clock was set anew', () => {
    learnTime('2026-11-22T04:10:00Z', NOON - 50, NOON + 50)
    learnTime('2026-11-22T04:00:00Z', NOON - 1000, NOON + 1000)
    expect(serverNow()).toBe(NOON)
  })

  it('counts down by the server, not by the phone, and stops at zero', () => {
    learnTime('2026-11-22T04:10:00Z', NOON, NOON)
    const scope = effectScope()
    const left = scope.run(() => useCountdown(() => '2026-11-22T04:10:03Z'))!
    expect(left.value).toBe(3)
    vi.advanceTimersByTime(2000)
    expect(left.value).toBe(1)
    vi.advanceTimersByTime(5000)
    expect(left.value).toBe(0)
    scope.stop()
  })
})
