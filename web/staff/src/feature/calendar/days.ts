import type { YearDay } from '@kit/api-types'

/** `2026-10-01`. */
export type IsoDay = string
/** What is shown of a day: as its notice says, else as its weekday does. */
export type Look = 'REST' | 'WORK' | 'WEEKEND' | 'ORDINARY'

const DAY_MS = 86_400_000
const iso = (ms: number): IsoDay => new Date(ms).toISOString().slice(0, 10)
/** 1 for Monday to 7 for Sunday. */
export const weekday = (day: IsoDay) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The days of a month in weeks that begin on Monday; null before the first. */
export function month(year: number, number: number): (IsoDay | null)[] {
  const first = Date.UTC(year, number - 1, 1)
  const count = (Date.UTC(year, number, 1) - first) / DAY_MS
  const days = Array.from({ length: count }, (_none, index) => iso(first + index * DAY_MS))
  return [...Array.from({ length: weekday(iso(first)) - 1 }, () => null), ...days]
}

export function look(day: IsoDay, named: ReadonlyMap<IsoDay, YearDay>): Look {
  return named.get(day)?.kind ?? (weekday(day) > 5 ? 'WEEKEND' : 'ORDINARY')
}

/** A weekday becomes a holiday and back; a weekend day is first worked, then a holiday, then itself again. */
export function turned(day: IsoDay, named: ReadonlyMap<IsoDay, YearDay>, name: string): Map<IsoDay, YearDay> {
  const next = new Map(named)
  const now = look(day, named)
  if (now === 'ORDINARY') next.set(day, { day, kind: 'REST', name })
  else if (now === 'WEEKEND') next.set(day, { day, kind: 'WORK', name })
  else if (now === 'WORK') next.set(day, { day, kind: 'REST', name })
  else next.delete(day)
  return next
}
