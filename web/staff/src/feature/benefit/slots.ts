import type { Draft } from '@kit/api-types'
import { laterDay, toInstant, toWall } from '../../ui/beijing'

/** Appointments in a few lines: which days, which hours with their breaks, how long each, how many at a time. */
export interface Plan {
  from: string
  until: string
  /** 0 for Sunday to 6. */
  weekdays: number[]
  /** `09:00-12:00, 13:30-17:00`: what lies between two spans is a break. */
  hours: string
  minutes: number
  parallel: number
  /** Days of the span on which nobody is received. */
  closed: string[]
}

export type Fault = 'days' | 'hours' | 'minutes' | 'parallel' | 'none' | 'tooMany'
export interface DayOf<P> { day: string; places: P[] }

type Place = Draft['places'][number]
/** As many as one offering may have. */
export const MOST = 200
const DAYS = 92
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)\s*[-–—~]\s*([01]\d|2[0-4]):([0-5]\d)$/

/** The spans of a text in minutes of the day; null where it cannot be read or one does not follow the other. */
export function spans(text: string): [number, number][] | null {
  const found: [number, number][] = []
  for (const part of text.split(/[,，;；]/).map((each) => each.trim()).filter(Boolean)) {
    const [, h, m, h2, m2] = SPAN.exec(part.replace(/：/g, ':')) ?? []
    const span: [number, number] = [Number(h) * 60 + Number(m), Number(h2) * 60 + Number(m2)]
    if (!(span[0] < span[1] && span[1] <= 1440) || span[0] < (found.at(-1)?.[1] ?? 0)) return null
    found.push(span)
  }
  return found.length ? found : null
}

/** The days that a plan means. */
export function days({ from, until, weekdays, closed }: Plan): string[] {
  const found: string[] = []
  for (let at = toInstant(`${from}T00:00:00`), n = 0; toWall(at).slice(0, 10) <= until && n < DAYS; at = laterDay(at, 1), n++) {
    const day = toWall(at).slice(0, 10)
    if (weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !closed.includes(day)) found.push(day)
  }
  return found
}

/** The sessions of a plan, each like the model in venue and kind, or why there are none. */
export function slots(plan: Plan, model: Pick<Place, 'venue' | 'kind' | 'units'>): Place[] | Fault {
  const isDay = /^\d{4}-\d\d-\d\d$/
  if (!isDay.test(plan.from) || !isDay.test(plan.until) || plan.until < plan.from) return 'days'
  const open = spans(plan.hours)
  if (!open) return 'hours'
  if (!(plan.minutes >= 5 && plan.minutes <= 720)) return 'minutes'
  if (!(plan.parallel >= 1 && plan.parallel <= 1_000_000)) return 'parallel'
  const found: Place[] = []
  for (const day of days(plan)) {
    const midnight = Date.parse(toInstant(`${day}T00:00:00`))
    const at = (minute: number) => new Date(midnight + minute * 60_000).toISOString()
    for (const [start, end] of open) {
      for (let minute = start; minute + plan.minutes <= end; minute += plan.minutes) {
        if (found.length === MOST) return 'tooMany'
        const copy = JSON.parse(JSON.stringify(model)) as typeof model
        const { venue, kind, units } = copy
        found.push({ startsAt: at(minute), endsAt: at(minute + plan.minutes), venue, kind, units, capacity: plan.parallel })
      }
    }
  }
  return found.length ? found : 'none'
}

/** The same sessions, those of a day together. */
export function byDay<P extends { startsAt: string }>(places: readonly P[]): DayOf<P>[] {
  const found = new Map<string, P[]>()
  for (const place of places) {
    const day = toWall(place.startsAt).slice(0, 10)
    found.set(day, [...(found.get(day) ?? []), place])
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([day, of]) => ({ day, places: of }))
}
