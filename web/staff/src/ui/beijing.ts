import type { Instant } from '@kit/api-types'

/**
 * Officers write the unions' wall clock, wherever their computer believes to be. China has kept UTC+8 without summer
 * time since 1992 (IANA time zone database, Asia/Shanghai).
 */
const OFFSET_MS = 8 * 3_600_000

/** `2026-11-22T10:00:00` on the unions' clock. */
export type Wall = string

export const toWall = (at: Instant): Wall => new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(0, 19)
export const toInstant = (wall: Wall): Instant => new Date(`${wall}+08:00`).toISOString()
/** The same time on a later day. */
export const laterDay = (at: Instant, days: number): Instant => new Date(Date.parse(at) + days * 86_400_000).toISOString()
