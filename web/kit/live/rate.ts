import type { Instant } from '../api-types'

export interface Second { at: number; count: number }

/**
 * The last `seconds` whole seconds before `until`, one entry each: seconds in which nothing happened may be missing from
 * the server's list and count as zero.
 */
export function lastSeconds(rate: readonly { at: Instant; count: number }[], until: Instant, seconds = 120): Second[] {
  const counts = new Map<number, number>()
  for (const { at, count } of rate) {
    const second = Math.floor(Date.parse(at) / 1000)
    counts.set(second, (counts.get(second) ?? 0) + count)
  }
  const end = Math.floor(Date.parse(until) / 1000)
  return Array.from({ length: seconds }, (_, index) => {
    const second = end - seconds + 1 + index
    return { at: second * 1000, count: counts.get(second) ?? 0 }
  })
}

/** The highest count of one second, and the mean of the last ten. */
export function summary(seconds: readonly Second[]): { peak: number; recent: number } {
  const recent = seconds.slice(-10)
  return {
    peak: Math.max(0, ...seconds.map(({ count }) => count)),
    recent: recent.length ? recent.reduce((sum, { count }) => sum + count, 0) / recent.length : 0,
  }
}
