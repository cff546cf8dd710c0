import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useOrder, useRun, verdict } from './useRun'

const fetched = vi.fn<(path: string, options: RequestInit) => Promise<Response>>()
let scope: EffectScope
const json = (body: unknown) => new Response(JSON.stringify(body))
document.cookie = 'XSRF-TOKEN=x'
beforeEach(() => {
  vi.useFakeTimers()
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('the check passes only when nothing is too many, double or lost', () => {
  expect(verdict({ capacity: 400, booked: 400, twice: 0, lost: 0 }).good).toBe(true)
  expect(verdict({ capacity: 400, booked: 399, twice: 0, lost: 0 }).good).toBe(true)
  const bad = verdict({ capacity: 400, booked: 401, twice: 2, lost: 1 })
  expect([bad.good, bad.words.length]).toEqual([false, 3])
})
test('an order outside the limits is not sent', async () => {
  const order = scope.run(() => useOrder('', () => {}))!
  order.form.workers = 5001
  await order.start()
  expect(order.errors.value.workers).toContain('5,000')
  expect(order.errors.value.offering).toBeTruthy()
  expect(fetched).not.toHaveBeenCalled()
})
test('an order is sent once and its run handed on', async () => {
  const started = vi.fn()
  fetched.mockResolvedValue(json({ id: 'r1' }))
  const order = scope.run(() => useOrder('o1', started))!
  await order.start()
  expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toEqual({ offering: 'o1', workers: 1000, overSeconds: 5, startInSeconds: 20 })
  expect(started).toHaveBeenCalledWith({ id: 'r1' })
})
test('a run is followed until it has ended', async () => {
  fetched.mockImplementation(async () => json({ state: fetched.mock.calls.length < 3 ? 'RUSHING' : 'DONE' }))
  const { run } = scope.run(() => useRun('r1'))!
  await vi.advanceTimersByTimeAsync(10_000)
  expect(fetched).toHaveBeenCalledTimes(3)
  expect(run.value?.state).toBe('DONE')
})
