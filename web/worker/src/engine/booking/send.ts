import { Problem, Unreachable } from '@kit/api'

/** Nothing certain was heard in time. The request may or may not have been carried out, so its key must be kept. */
export class Unconfirmed extends Error {
  constructor(readonly last: unknown) {
    super('no certain answer yet')
    this.name = 'Unconfirmed'
  }
}

export interface Patience {
  /** Told before every try, counting from 1. */
  onTry?: (tries: number) => void
  pause?: (ms: number) => Promise<void>
  random?: () => number
  now?: () => number
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 8_000
const GIVE_UP_AFTER_MS = 120_000

/** Whether the same request with the same key should be sent again: no answer, overload, or a fault of the server. */
export function worthRepeating(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Problem && (error.status >= 500 || error.status === 429 || error.status === 408)
}

/**
 * Sends until an answer is certain. Waits grow twofold and are drawn at random up to their limit, so that a thousand
 * phones that failed together do not return together (full jitter, Brooker 2015, "Exponential Backoff and Jitter").
 * A wait asked for by the server is kept, plus chance.
 */
export async function sendUntilAnswered<T>(send: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { onTry, pause = pauseOrOnline, random = Math.random, now = Date.now } = patience
  const startedAt = now()
  for (let tries = 1; ; tries++) {
    onTry?.(tries)
    try {
      return await send()
    } catch (error) {
      if (!worthRepeating(error)) throw error
      const limit = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))
      const asked = error instanceof Problem ? (error.retryAfterSeconds ?? 0) * 1000 : 0
      const wait = asked + Math.max(100, random() * limit)
      if (now() + wait - startedAt > GIVE_UP_AFTER_MS) throw new Unconfirmed(error)
      await pause(wait)
    }
  }
}

/** Waits, or less long when the network comes back meanwhile. */
export function pauseOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      removeEventListener('online', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    addEventListener('online', finish)
  })
}
