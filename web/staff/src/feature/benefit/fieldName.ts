import { t } from './text'

type Key = Parameters<typeof t>[0]

const LABEL: Record<string, Key> = {
  title: 'whatTitle', summary: 'summary', howTo: 'howTo', category: 'category', union: 'owner',
  'eligibility.union': 'whoUnion', 'eligibility.memberMonths': 'memberMonths', period: 'period', family: 'family', companions: 'guests', absence: 'absence', party: 'party',
  opensAt: 'whenOpens', closesAt: 'whenCloses', admitPerSecond: 'admit', offerHours: 'offerHours',
  startsAt: 'startsAt', endsAt: 'endsAt', venue: 'venue', kind: 'kind', capacity: 'count',
}

/** What the form calls a field of the draft, such as `places[0].venue.zh`; empty where it has no name of its own. */
export function fieldName(field: string): string {
  const [, index, rest] = /^places\[(\d+)\]\.(.+)$/.exec(field) ?? []
  const key = LABEL[(rest ?? field).replace(/\.(zh|en)$/, '')]
  const name = key ? t(key) : ''
  return index === undefined ? name : [t('place', { n: Number(index) + 1 }), name].filter(Boolean).join(' · ')
}
