import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Room } from '@kit/api-types'
import { attempts, begin, dismiss, resumeAttempts, type Wish } from './attempts'
import { pendingAll } from './pending'

const WISH: Wish = { kind: 'bookings', offering: 'o1', title: { zh: '公园年票', en: null }, place: 'p1', queue: false }
type Call = { method: string; path: string; key: string | undefined; storedKey: string | undefined }

/** A server that plays its answers in turn; the last one stays. An answer of null is a broken connection. */
function server(...answers: ([number, unknown] | null)[]) {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const key = (init.headers as Record<string, string>)['Idempotency-Key']
    calls.push({ method: init.method!, path, key, storedKey: pendingAll()[0]?.key })
    const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [0, null]
    if (status === 0) throw new TypeError('failed to fetch')
    return new Response(JSON.stringify(body), { status })
  })
  return calls
}

const room = (more: Partial<Room>): Room =>
  ({ needed: true, number: 7, ahead: 6, admitted: false, estimateSeconds: 2, joined: 9, pollAfterMs: 1000, ...more })
const settled = async () => { await vi.advanceTimersByTimeAsync(20_000) }

describe('an attempt to get a place', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    localStorage.clear()
    attempts.clear()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('stores its key before sending and repeats with the same key', async () => {
    const calls = server(null, [503, {}], [201, { id: 'b1' }])
    begin(WISH)
    await settled()
    expect(calls).toHaveLength(3)
    expect(calls[0]!.storedKey).toBe(calls[0]!.key)
    expect(new Set(calls.map((call) => call.key)).size).toBe(1)
    expect(attempts.get('o1')).toMatchObject({ stage: 'done', booking: { id: 'b1' } })
    expect(pendingAll()).toEqual([])
  })

  it('counts a second tap as nothing', async () => {
    const calls = server([201, { id: 'b1' }])
    begin(WISH)
    begin(WISH)
    await settled()
    expect(calls).toHaveLength(1)
  })

  it('goes on with the old key after a reload', async () => {
    const before = server(null)
    begin(WISH)
    await vi.advanceTimersByTimeAsync(0)
    const key = before[0]!.key
    attempts.clear()
    const calls = server([201, { id: key }])
    resumeAttempts()
    expect(attempts.get('o1')).toMatchObject({ stage: 'sending', resumed: true })
    await vi.advanceTimersByTimeAsync(0)
    expect(calls[0]!.key).toBe(key)
  })

  it('queues, watches its place and books when admitted', async () => {
    const calls = server([200, room({ number: null })], [200, room({})], [200, room({ ahead: 0, admitted: true })], [201, { id: 'b1' }])
    begin({ ...WISH, queue: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(attempts.get('o1')).toMatchObject({ stage: 'room', room: { number: 7, ahead: 6 } })
    await settled()
    expect(calls.map((call) => call.method)).toEqual(['POST', 'GET', 'GET', 'POST'])
    expect(attempts.get('o1')!.stage).toBe('done')
  })

  it('keeps its place in the queue through a broken connection', async () => {
    server([200, room({})], null, [200, room({ ahead: 3 })])
    begin({ ...WISH, queue: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(attempts.get('o1')!.silent).toBe(true)
    await vi.advanceTimersByTimeAsync(2000)
    expect(attempts.get('o1')).toMatchObject({ silent: false, room: { ahead: 3 } })
    dismiss('o1')
  })

  it('goes back to the queue with a new key when not admitted', async () => {
    const calls = server([409, { reason: 'NOT_ADMITTED' }], [200, room({ admitted: true })], [201, { id: 'b1' }])
    begin(WISH)
    await settled()
    expect(calls.map((call) => call.path.split('/').pop())).toEqual(['bookings', 'room', 'bookings'])
    expect(calls[2]!.key).not.toBe(calls[0]!.key)
  })

  it('ends with the reason when the house is full', async () => {
    server([409, { reason: 'SOLD_OUT', detail: '已约满', waiting: 4 }])
    begin(WISH)
    await settled()
    expect(attempts.get('o1')).toMatchObject({ stage: 'refused', problem: { reason: 'SOLD_OUT', extras: { waiting: 4 } } })
    expect(pendingAll()).toEqual([])
  })

  it('keeps the key when nobody answers for minutes', async () => {
    server(null)
    begin(WISH)
    await vi.advanceTimersByTimeAsync(180_000)
    expect(attempts.get('o1')!.stage).toBe('stuck')
    expect(pendingAll()).toHaveLength(1)
  })

  it('stops asking when the worker leaves the queue', async () => {
    const calls = server([200, room({})])
    begin({ ...WISH, queue: true })
    await vi.advanceTimersByTimeAsync(1500)
    dismiss('o1')
    const soFar = calls.length
    await settled()
    expect(calls.length).toBe(soFar)
    expect(pendingAll()).toEqual([])
  })
})
