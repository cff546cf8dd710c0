import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@kit/api'
import { sendUntilAnswered, Unconfirmed } from './send'
import { uuidV7 } from '@kit/uuid'

const problem = (status: number, retryAfter: number | null = null) => new Problem(status, '', '', [], {}, retryAfter)

function script(...outcomes: (Error | string)[]) {
  const waits: number[] = []
  const tries: number[] = []
  let clock = 0
  const send = async () => {
    const next = outcomes.shift()!
    if (next instanceof Error) throw next
    return next
  }
  const run = () => sendUntilAnswered(send, {
    onTry: (n) => tries.push(n),
    pause: async (ms) => {
      waits.push(ms)
      clock += ms
    },
    random: () => 0.5,
    now: () => clock,
  })
  return { run, waits, tries }
}

describe('sending until an answer is certain', () => {
  it('tries again after silence, faults and overload, ever more slowly', async () => {
    const { run, waits, tries } = script(new Unreachable('x'), problem(500), problem(503), problem(408), 'booked')
    expect(await run()).toBe('booked')
    expect(tries).toEqual([1, 2, 3, 4, 5])
    expect(waits).toEqual([250, 500, 1000, 2000])
  })

  it('waits as long as the server asks', async () => {
    const { run, waits } = script(problem(429, 7), 'booked')
    await run()
    expect(waits[0]).toBeGreaterThanOrEqual(7000)
  })

  it('does not repeat a refusal', async () => {
    const { run, tries } = script(problem(409))
    await expect(run()).rejects.toMatchObject({ status: 409 })
    expect(tries).toEqual([1])
  })

  it('says that nothing is certain when it has tried for two minutes', async () => {
    const { run, waits } = script(...Array.from({ length: 100 }, () => new Unreachable('x')))
    await expect(run()).rejects.toBeInstanceOf(Unconfirmed)
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(120_000)
  })
})

describe('keys', () => {
  it('are version 7, ordered by time and never the same', () => {
    expect(uuidV7(Date.parse('2022-02-22T19:22:22Z'))).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(uuidV7(1000) < uuidV7(2000)).toBe(true)
    expect(new Set(Array.from({ length: 1000 }, () => uuidV7(5))).size).toBe(1000)
  })
})
