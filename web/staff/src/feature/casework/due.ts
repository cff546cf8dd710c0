const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How much time is left or over, in the largest unit that says enough. */
export function left(dueAt: string, now: number): { over: boolean; unit: 'Days' | 'Hours' | 'Minutes'; n: number } {
  const ms = Date.parse(dueAt) - now
  const size = Math.abs(ms)
  const unit = size >= 2 * DAY ? 'Days' : size >= 2 * HOUR ? 'Hours' : 'Minutes'
  const each = unit === 'Days' ? DAY : unit === 'Hours' ? HOUR : MINUTE
  return { over: ms < 0, unit, n: Math.floor(size / each) }
}

/** A limit as it is written, `2h` or `7d`, taken apart. */
export function limitOf(written: string): { unit: 'hours' | 'days'; n: number } {
  return { unit: written.endsWith('h') ? 'hours' : 'days', n: Number.parseInt(written, 10) }
}
