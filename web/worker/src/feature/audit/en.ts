import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'My data and rights',
  consents: 'What I agreed to',
  takeOrErase: 'Take or erase my data',
  openings: 'Who looked at my data',
  openingsLead: 'Each time union staff open your record it is noted here, and nobody can take it out.',
  nobody: 'Nobody has opened your record yet.',
  officer: 'Staff of {union}',
  union: 'your union',
  looked: 'Looked at your record (numbers masked)',
  revealedPhone: 'Looked at your full phone number',
  revealedId: 'Looked at your full id number',
  readConsents: 'Read what you agreed to',
  wroteConsent: 'Wrote down a form that you signed',
  other: 'Did something that concerns your data',
  why: 'Reason: {reason}',
  CHECK_IDENTITY: 'checking identity',
  CONTACT: 'contacting you',
  CORRECT_RECORD: 'correcting your record',
  HANDLE_REQUEST: 'handling your request',
  OTHER: 'other',
  ask: 'Does something look wrong? Ask the union above and tell them the time shown here.',
}
export default en
