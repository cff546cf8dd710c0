import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'Registrations and surveys',
  form: 'Fill in a form',
  none: 'There is nothing to fill in now.',
  fill: 'Fill in',
  look: 'Look',
  sentOn: 'Sent {time}',
  closed: 'No longer open',
  savedHere: 'Kept on this device; it goes to the union when there is a network',
  savedAt: 'Draft saved {time}',
  sealed: 'What you write is stored encrypted; only the union that asks can read it.',
  sent: 'Sent',
  sentText: 'The union has it. There is nothing more to do.',
  mine: 'What I sent',
  notYours: 'This form does not take an answer from you now.',
  two: 'Another device has another draft',
  twoText: 'That one was saved {time}. Choose which to keep; the other is replaced.',
  theirs: 'Use the other device’s',
  keep: 'Use this device’s',
  all: 'All forms',
  unreachable: 'No connection. What you wrote is still here; please send it later.',
  outbox: 'Forms to be sent',
  queued: 'There is no network. It waits here, and is sent by itself later: first the files, then the form.',
  notTaken: 'It was not taken:',
  discard: 'Throw away',
  lookAgain: 'Look at it',
  fileRefused: 'A file cannot be taken; please remove or replace it.',
}
export default en
