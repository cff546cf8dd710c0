import type { Draft, Lots, Uuid } from '@kit/api-types'
import { laterDay, toInstant, toWall } from '../../ui/beijing'

export const STEPS = ['what', 'who', 'when', 'places', 'check'] as const
export type Step = (typeof STEPS)[number]
export interface FieldError { field: string; message: string }

const STEP_OF: Record<string, Step> = {
  title: 'what', summary: 'what', howTo: 'what', category: 'what', union: 'what',
  eligibility: 'who', family: 'who', period: 'who', companions: 'who', absence: 'who', party: 'who',
  opensAt: 'when', closesAt: 'when', admitPerSecond: 'when', offerHours: 'when', draw: 'when',
  places: 'places',
}

/** An offering as it is mostly made: opens in three days at ten, one session a week later. */
export function blank(union: Uuid, now: number): Draft {
  const at = (days: number, time: string) => toInstant(`${toWall(new Date(now + days * 86_400_000).toISOString()).slice(0, 10)}T${time}:00`)
  return {
    title: { zh: '', en: null },
    summary: { zh: '', en: null },
    howTo: { zh: '', en: null },
    category: 'PARK',
    union,
    opensAt: at(3, '10:00'),
    closesAt: at(5, '18:00'),
    admitPerSecond: null,
    family: null,
    period: 'OFFERING',
    offerHours: 12,
    eligibility: { union, states: ['ACTIVE'], groups: [], memberMonths: 0 },
    places: [{ startsAt: at(10, '09:00'), endsAt: at(10, '17:00'), venue: { zh: '', en: null }, kind: { zh: '', en: null }, capacity: 100, units: 1 }],
    draw: null,
    companions: { most: 0, named: false },
    absence: null,
    party: 0,
  }
}

/** A further session like the last one, a day later. */
export function another(draft: Draft, index = draft.places.length - 1): Draft['places'][number] {
  const model = draft.places[index]
  if (!model) return blank(draft.union, Date.parse(draft.opensAt)).places[0]!
  const copy = JSON.parse(JSON.stringify(model)) as typeof model
  return { ...copy, startsAt: laterDay(model.startsAt, 1), endsAt: laterDay(model.endsAt, 1) }
}

/** The terms of a draw as they mostly are: the index of the next trading day, three companions. */
export function lots(draft: Draft): Lots {
  const source = { zh: '截止后第一个交易日上证指数收盘点位', en: 'Close of the Shanghai Composite on the first trading day after closing' }
  return { source, randomAt: laterDay(draft.closesAt, 1), companions: 3, quotas: [] }
}

export const capacityOf = (draft: Draft) => draft.places.reduce((sum, { capacity }) => sum + (Number(capacity) || 0), 0)

/** `places[0].venue.zh` and `places.0.venue.zh` are the same field. */
const plain = (field: string) => field.replace(/\[(\w+)\]/g, '.$1')

export function stepOf(field: string): Step {
  return STEP_OF[plain(field).split('.')[0] ?? ''] ?? 'check'
}

/** What is wrong with a field: said of itself, of what it belongs to, or of something inside it. */
export function messageFor(errors: readonly FieldError[], field: string): string | undefined {
  const own = errors.find((error) => plain(error.field) === field)
  if (own) return own.message
  // A text is one field to an officer; its Chinese is where the complaint about the whole belongs.
  return field.endsWith('.zh') ? errors.find((error) => plain(error.field) === field.slice(0, -3))?.message : undefined
}

/** The draft as it is sent: texts trimmed, empty English and empty group left out; in a draw companions enter themselves,
 * and no party passes a draw or a waiting room. */
export function tidy(draft: Draft): Draft {
  const alone = draft.draw || draft.admitPerSecond ? { ...draft, party: 0 } : draft
  const drawn = draft.draw ? { ...alone, companions: { most: 0, named: false } } : alone
  return JSON.parse(JSON.stringify(drawn), (key, value: unknown) => {
    if (typeof value !== 'string') return value
    const text = value.trim()
    return (key === 'en' || key === 'family') && !text ? null : text
  }) as Draft
}
