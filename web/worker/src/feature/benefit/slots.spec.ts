import { expect, test } from 'vitest'
import type { Place } from '@kit/api-types'
import { daysOf, isCalendar, startDay } from './slots'

const place = (id: string, startsAt: string, left = 1) => ({ id, left, session: { startsAt } }) as Place
const week = ['07', '08'].flatMap((date) => ['05', '01', '02', '03'].map((hour) => place(`${date}${hour}`, `2026-12-${date}T${hour}:00:00Z`, date === '07' ? 0 : 2)))

test('the days come in order and say what is left of each', () => {
  const days = daysOf(week)
  expect(days.map(({ left }) => left)).toEqual([0, 8])
  expect(days[0]!.places.map(({ id }) => id)).toEqual(['0701', '0702', '0703', '0705'])
})
test('it starts on the chosen day, else where something is left', () => {
  const days = daysOf(week)
  expect(startDay(days, undefined)).toBe(days[1]!.day)
  expect(startDay(days, '0702')).toBe(days[0]!.day)
})
test('a few sessions, or many kinds of one session, are no calendar', () => {
  expect(isCalendar(week)).toBe(true)
  expect(isCalendar(week.slice(0, 4))).toBe(false)
  expect(isCalendar(week.map((each, index) => ({ ...each, id: String(index), session: week[0]!.session })))).toBe(false)
})
