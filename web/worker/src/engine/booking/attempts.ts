import { markRaw, reactive } from 'vue'
import { post, Problem } from '@kit/api'
import type { Booking, Instant, Room, Uuid } from '@kit/api-types'
import { serverNow } from '@kit/clock'
import { onLeaving } from '@kit/session'
import { dropPending, keepPending, pendingAll, wipePending, type Pending } from './pending'
import { waitForAdmission } from './room'
import { pauseOrOnline, sendUntilAnswered, Unconfirmed } from './send'
import { uuidV7 } from '@kit/uuid'

/** What is being tried for this worker right now; goes on whichever screen is open. */
export interface Attempt {
  pending: Pending
  stage: 'room' | 'sending' | 'stuck' | 'done' | 'refused'
  room: Room | null
  /** The queue did not answer the last time it was asked. */
  silent: boolean
  tries: number
  /** Taken up again after a reload. */
  resumed: boolean
  booking: Booking | null
  problem: Problem | null
}

export const attempts = reactive(new Map<Uuid, Attempt>())

const EARLY_MS = 5_000
const SEND_TIMEOUT_MS = 10_000
const finished = new Set<(booking: Booking) => void>()

/** Called with every booking that came out of an attempt. */
export function onBooked(listener: (booking: Booking) => void): void {
  finished.add(listener)
}

export type Wish = Pick<Pending, 'kind' | 'offering' | 'title' | 'place' | 'companions'> & { queue: boolean }

/** Begins an attempt; a second tap while one is under way changes nothing. */
export function begin({ queue, ...wish }: Wish): void {
  const running = attempts.get(wish.offering)
  if (running && running.stage !== 'refused' && running.stage !== 'done') return
  const pending: Pending = { ...wish, key: uuidV7(), step: queue ? 'room' : 'sent', startedAt: Date.now() }
  keepPending(pending)
  void run(pending, false)
}

/** Takes up everything unfinished, with the keys of before. */
export function resumeAttempts(): void {
  for (const pending of pendingAll()) {
    const running = attempts.get(pending.offering)
    if (!running || running.stage === 'stuck') void run(pending, true)
  }
}

/** The worker changed the wish while still in the queue. */
export function changePlace(offering: Uuid, place: Uuid): void {
  const attempt = attempts.get(offering)
  if (attempt?.stage !== 'room') return
  attempt.pending.place = place
  keepPending({ ...attempt.pending })
}

/** Leaves the queue, or puts away an outcome that was read. A request already sent cannot be taken back here. */
export function dismiss(offering: Uuid): void {
  const attempt = attempts.get(offering)
  if (!attempt || attempt.stage === 'sending' || attempt.stage === 'stuck') return
  attempts.delete(offering)
  dropPending(offering)
}

async function run(pending: Pending, resumed: boolean): Promise<void> {
  attempts.set(pending.offering, {
    pending, resumed, stage: pending.step === 'room' ? 'room' : 'sending',
    room: null, silent: false, tries: 0, booking: null, problem: null,
  })
  const attempt = attempts.get(pending.offering)!
  try {
    const booking = await pursue(attempt)
    if (!booking) return
    dropPending(pending.offering)
    attempt.booking = markRaw(booking)
    attempt.stage = 'done'
    finished.forEach((listener) => listener(booking))
  } catch (error) {
    settle(attempt, error)
  }
}

function settle(attempt: Attempt, error: unknown): void {
  if (error instanceof Unconfirmed || (error instanceof Problem && error.status === 401)) {
    attempt.stage = 'stuck'
    return
  }
  if (!(error instanceof Problem)) throw error
  dropPending(attempt.pending.offering)
  attempt.problem = markRaw(error)
  attempt.stage = 'refused'
}

/** Queue, send, and go back to the queue if the server says so; null when the worker left the queue. */
async function pursue(attempt: Attempt): Promise<Booking | null> {
  for (;;) {
    if (attempt.pending.step === 'room' && !(await queue(attempt))) return null
    try {
      return await deliver(attempt)
    } catch (error) {
      if (!(error instanceof Problem) || !(await tryAgainLater(attempt, error))) throw error
    }
  }
}

async function queue(attempt: Attempt): Promise<boolean> {
  attempt.stage = 'room'
  const gone = () => attempts.get(attempt.pending.offering) !== attempt
  const admitted = await waitForAdmission(attempt.pending.offering, {
    left: gone,
    onSilence: () => { attempt.silent = true },
    onRoom: (room) => {
      attempt.room = room
      attempt.silent = false
    },
  })
  return admitted && !gone()
}

async function deliver(attempt: Attempt): Promise<Booking> {
  attempt.stage = 'sending'
  attempt.pending.step = 'sent'
  keepPending({ ...attempt.pending })
  const { offering, kind, key, place, companions } = attempt.pending
  const wish = companions?.length ? { place, companions } : { place }
  const options = { headers: { 'Idempotency-Key': key }, timeoutMs: SEND_TIMEOUT_MS }
  return sendUntilAnswered(() => post<Booking>(`/api/booking/offerings/${offering}/${kind}`, wish, options), {
    onTry: (tries) => { attempt.tries = tries },
  })
}

/** A certain no that only means "not yet": the next try is a new one, so it gets a new key. */
async function tryAgainLater(attempt: Attempt, problem: Problem): Promise<boolean> {
  if (problem.reason === 'NOT_ADMITTED') {
    attempt.pending.step = 'room'
  } else if (problem.reason === 'NOT_OPEN') {
    const waitMs = Date.parse(problem.extras.opensAt as Instant) - serverNow()
    if (!(waitMs < EARLY_MS)) return false
    await pauseOrOnline(Math.max(0, waitMs) + 100 + Math.random() * 300)
  } else {
    return false
  }
  attempt.pending.key = uuidV7()
  keepPending({ ...attempt.pending })
  return true
}

onLeaving(() => {
  attempts.clear()
  wipePending()
})
