import type { Companion, Uuid, Words } from '@kit/api-types'

/** A wish for a place that has no certain answer yet. */
export interface Pending {
  /** Idempotency key, and the booking's id if it becomes one. */
  key: Uuid
  kind: 'bookings' | 'waitlist'
  offering: Uuid
  title: Words
  place: Uuid
  /** Who comes along; nothing where nobody may. */
  companions?: Companion[]
  /** `room`: queueing, nothing sent yet. `sent`: may already have reached the server. */
  step: 'room' | 'sent'
  startedAt: number
}

const KEY = 'niangjia.pending'

/**
 * Kept in localStorage because it writes at once: the key is on the disk before the request leaves, which IndexedDB
 * could only promise after a wait in the very second that counts.
 */
export function pendingAll(): Pending[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(value) ? (value as Pending[]) : []
  } catch {
    return []
  }
}

/** Stores or replaces; one wish per offering. */
export function keepPending(pending: Pending): void {
  store([...pendingAll().filter((other) => other.offering !== pending.offering), pending])
}

export function dropPending(offering: Uuid): void {
  store(pendingAll().filter((other) => other.offering !== offering))
}

export function wipePending(): void {
  localStorage.removeItem(KEY)
}

function store(all: Pending[]): void {
  localStorage.setItem(KEY, JSON.stringify(all))
}
