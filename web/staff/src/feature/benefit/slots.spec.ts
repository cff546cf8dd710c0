import { expect, test } from 'vitest'
import { byDay, days, slots, spans, type Plan } from './slots'

const WEEK: Plan = {
  from: '2026-12-07', until: '2026-12-13', weekdays: [1, 2, 3, 4, 5], hours: '09:00-12:00, 13:30-16:30', minutes: 30, parallel: 3, closed: ['2026-12-09'],
}
const model = { venue: { zh: '体检中心', en: null }, kind: { zh: '体检', en: null }, units: 1 }
const made = (change: Partial<Plan> = {}) => slots({ ...WEEK, ...change }, model)

test('a week of working days without the closed one', () => {
  expect(days(WEEK)).toEqual(['2026-12-07', '2026-12-08', '2026-12-10', '2026-12-11'])
})
test('hours with a break, in any of the signs that people type', () => {
  expect(spans('09：00–12:00，13:30-16:30')).toEqual([[540, 720], [810, 990]])
  for (const wrong of ['', '9-12', '12:00-09:00', '09:00-12:00, 11:00-13:00', '23:00-25:00']) expect(spans(wrong)).toBeNull()
})
test('every slot lies within the hours, and what does not fit is left out', () => {
  const places = made()
  if (typeof places === 'string') throw new Error(places)
  expect(places.length).toBe(4 * 12)
  expect(places[0]).toMatchObject({ startsAt: '2026-12-07T01:00:00.000Z', endsAt: '2026-12-07T01:30:00.000Z', capacity: 3, venue: { zh: '体检中心' } })
  expect(places[6]!.startsAt).toBe('2026-12-07T05:30:00.000Z')
  expect(byDay(places).map(({ places: of }) => of.length)).toEqual([12, 12, 12, 12])
  const odd = made({ minutes: 50 })
  expect(typeof odd === 'string' ? odd : odd.length).toBe(4 * 6)
})
test('a plan that cannot be says what is wrong with it', () => {
  expect(made({ until: '2026-12-01' })).toBe('days')
  expect(made({ hours: 'morning' })).toBe('hours')
  expect(made({ minutes: 0 })).toBe('minutes')
  expect(made({ parallel: 0 })).toBe('parallel')
  expect(made({ weekdays: [] })).toBe('none')
  expect(made({ minutes: 5 })).toBe('tooMany')
})
