import { expect, test } from 'vitest'
import { toInstant, toWall } from '../../ui/beijing'
import { another, blank, capacityOf, messageFor, stepOf, tidy } from './draft'

const NOW = Date.parse('2026-11-22T20:00:00Z')

test('the clock is that of Beijing', () => {
  expect(toWall('2026-11-22T20:00:00Z')).toBe('2026-11-23T04:00:00')
  expect(toInstant('2026-11-23T04:00:00')).toBe('2026-11-22T20:00:00.000Z')
})
test('a new offering opens at ten in the morning, three calendar days on', () => {
  expect(blank('u', NOW).opensAt).toBe('2026-11-26T02:00:00.000Z')
})
test('a further session is a day later and shares nothing with its model', () => {
  const draft = blank('u', NOW)
  const next = another(draft)
  next.venue.zh = '别处'
  expect(draft.places[0]!.venue.zh).toBe('')
  expect(Date.parse(next.startsAt) - Date.parse(draft.places[0]!.startsAt)).toBe(86_400_000)
  draft.places.push(next)
  expect(capacityOf(draft)).toBe(200)
})
test('a session can be made when none is left', () => {
  const draft = blank('u', NOW)
  draft.places = []
  expect(another(draft).capacity).toBe(100)
})
test('problems find their field and step, however the index is written', () => {
  const errors = [{ field: 'places[1].capacity', message: 'c' }, { field: 'title', message: 't' }]
  expect(messageFor(errors, 'places.1.capacity')).toBe('c')
  expect(messageFor(errors, 'places.0.capacity')).toBeUndefined()
  expect(messageFor(errors, 'title.zh')).toBe('t')
  expect(messageFor(errors, 'title.en')).toBeUndefined()
  expect([stepOf('places[1].capacity'), stepOf('eligibility.union'), stepOf('odd')]).toEqual(['places', 'who', 'check'])
})
test('what is sent carries no empty English', () => {
  const draft = blank('u', NOW)
  draft.title = { zh: ' 年票 ', en: ' ' }
  draft.family = ''
  expect(tidy(draft)).toMatchObject({ title: { zh: '年票', en: null }, family: null })
})
