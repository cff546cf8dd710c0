/** The shapes on the wire, as the server's contract has them. */

export type Uuid = string
/** ISO-8601 in UTC. */
export type Instant = string
/** Calendar day, `2026-11-22`. */
export type Day = string

/** A text written by an officer; without English the Chinese is shown. */
export interface Words { zh: string; en: string | null }

export interface Page<T> { items: T[]; next: string | null; total: number }

export type UnionKind = 'CITY' | 'DISTRICT' | 'INDUSTRY' | 'STREET' | 'TOWN' | 'PARK' | 'ENTERPRISE' | 'FEDERATION'
export interface UnionRef { id: Uuid; path: string; kind: UnionKind; name: Words }
export interface UnionNode extends UnionRef { children: number }

export type Role = 'WORKER' | 'OFFICER' | 'GATE' | 'LEADER' | 'SYSTEM' | 'SECURITY' | 'AUDITOR'
export type MemberState = 'APPLIED' | 'ACTIVE' | 'SUSPENDED' | 'LEFT'
export type Group = 'NEW_EMPLOYMENT' | 'OUTDOOR' | 'MODEL_WORKER' | 'HARDSHIP'

export interface Duty { role: Role; union: UnionRef }
export interface Me {
  signedIn: boolean
  serverTime: Instant
  demo: boolean
  account?: { id: Uuid; name: string; kind: 'WORKER' | 'STAFF' }
  person?: {
    id: Uuid
    name: string
    phoneMasked: string
    union: UnionRef
    membership: { state: MemberState; joinedOn: Day } | null
    groups: Group[]
  }
  duties: Duty[]
}

export interface CodeSent { resendInSeconds: number; expiresInSeconds: number }
export interface Demo {
  phones: { phone: string; code: string; at: Instant; name: string }[]
  staff: { username: string; password: string; name: Words; role: Role; union: Words; totp: string; secondsLeft: number }[]
  workers: { phone: string; name: string; union: Words; note: Words }[]
}

export interface Member {
  id: Uuid
  name: string
  phoneMasked: string
  idMasked: string
  union: UnionRef
  state: MemberState
  joinedOn: Day
  groups: Group[]
  synthetic: boolean
}
export interface MemberDetail extends Member {
  memberships: { union: UnionRef; state: MemberState; from: Day; until: Day | null }[]
}

export interface Session { startsAt: Instant; endsAt: Instant; venue: Words }
export interface PlaceKind { id: Uuid; session: Session; kind: Words }
export interface Place extends PlaceKind { capacity: number; left: number; waiting: number }

export type BookingState = 'CONFIRMED' | 'WAITING' | 'OFFERED' | 'REDEEMED' | 'CANCELLED' | 'EXPIRED'
export interface Booking {
  id: Uuid
  offering: Uuid
  title: Words
  place: PlaceKind
  state: BookingState
  /** Order in this offering. */
  number: number
  /** Only while WAITING; 1 is next. */
  position?: number | null
  /** Only while OFFERED. */
  offerExpiresAt?: Instant | null
  bookedAt: Instant
  cancellable: boolean
  redeemed?: { at: Instant; gate: string } | null
}
export interface Voucher { booking: Booking; token: string; code: string; holder: string; validUntil: Instant }
export interface Room {
  needed: boolean
  /** Null before opening: the order is drawn at opening. */
  number: number | null
  ahead: number
  admitted: boolean
  estimateSeconds: number
  joined: number
  pollAfterMs: number
}
export interface Left {
  left: number
  waiting: number
  phase: Phase
  at: Instant
  places: { id: Uuid; left: number; waiting: number }[]
}
export interface Redemption { outcome: 'REDEEMED'; booking: Booking; holder: string }

export type Phase = 'DRAFT' | 'PUBLISHED' | 'OPEN' | 'CLOSED'
export type Category = 'PARK' | 'FOOD' | 'FILM' | 'CARNIVAL' | 'HEALTH' | 'OTHER'
export interface Card {
  id: Uuid
  title: Words
  summary: Words
  category: Category
  union: UnionRef
  phase: Phase
  opensAt: Instant
  closesAt: Instant
  capacity: number
  left: number
  soldOut: boolean
  eligible: boolean
  mine: Booking | null
  rehearsal: boolean
}
export interface Check { rule: string; ok: boolean; text: Words }
export interface Detail extends Card {
  howTo: Words
  serverTime: Instant
  room: { admitPerSecond: number } | null
  places: Place[]
  checks: Check[]
  limit: Words
  offerHours: number
}
export interface ConsoleCard extends Card { state: Phase; taken: number; waiting: number; redeemed: number }
export type Period = 'OFFERING' | 'YEAR' | 'QUARTER' | 'MONTH' | 'EVER'
export interface Draft {
  title: Words
  summary: Words
  howTo: Words
  category: Category
  union: Uuid
  opensAt: Instant
  closesAt: Instant
  admitPerSecond: number | null
  family: string | null
  period: Period
  offerHours: number
  eligibility: { union: Uuid | null; states: MemberState[]; groups: Group[]; memberMonths: number }
  places: { startsAt: Instant; endsAt: Instant; venue: Words; kind: Words; capacity: number }[]
}
export interface Board {
  at: Instant
  title: Words
  phase: Phase
  capacity: number
  taken: number
  left: number
  waiting: number
  redeemed: number
  inRoom: number
  ratePerSecond: { at: Instant; count: number }[]
  byUnion: { union: UnionRef; taken: number }[]
  places: Place[]
  serverTime: Instant
}
export interface Wall { board: Board | null; upcoming: Card[] }

export type RunState = 'SIGNING_IN' | 'WAITING' | 'RUSHING' | 'DONE' | 'STOPPED' | 'FAILED'
export interface Run {
  id: Uuid
  offering: Uuid
  state: RunState
  workers: number
  signedIn: number
  arrived: number
  booked: number
  refused: number
  retried: number
  errors: number
  p50Ms: number
  p99Ms: number
  startedAt: Instant
  opensAt: Instant
  endedAt: Instant | null
  check: { capacity: number; booked: number; double: number; lost: number } | null
}
