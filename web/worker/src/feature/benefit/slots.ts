import type { Place, Uuid } from '@kit/api-types'
import { dayTime } from '@kit/format'

/** From so many sessions on a list is too long: one picks the day first, then the time. */
export const MANY = 8

/** The sessions of one day, by time. */
export interface Day { day: string; places: Place[]; left: number }

const dayOf = (place: Place) => dayTime(place.session.startsAt).replace(/ \d\d:\d\d$/, '')

/** Whether the places are a calendar of appointments rather than a few sessions. */
export const isCalendar = (places: readonly Place[]) =>
  places.length >= MANY && new Set(places.map(({ session }) => session.startsAt)).size >= MANY

/** The days in order, each with its sessions in order and what is left of them. */
export function daysOf(places: readonly Place[]): Day[] {
  const days = new Map<string, Place[]>()
  for (const place of [...places].sort((a, b) => a.session.startsAt.localeCompare(b.session.startsAt))) {
    days.set(dayOf(place), [...(days.get(dayOf(place)) ?? []), place])
  }
  return [...days].map(([day, of]) => ({ day, places: of, left: of.reduce((sum, { left }) => sum + left, 0) }))
}

/** The day of the chosen session, else the first day with something left. */
export function startDay(days: readonly Day[], chosen: Uuid | undefined): string | undefined {
  const own = days.find(({ places }) => places.some(({ id }) => id === chosen))
  return (own ?? days.find(({ left }) => left > 0) ?? days[0])?.day
}
