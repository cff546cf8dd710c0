import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  messages: 'Messages',
  unread: '{n|unread message|unread messages}',
  look: 'View',
  none: 'No messages yet. Reminders, places kept for you and tomorrow’s sessions appear here.',
  fresh: 'New',
  open: 'Have a look',
  texts: 'Text messages as well',
  textsHint: 'What matters also comes by SMS, never between 10 pm and 8 am',
  failed: 'That was not saved, please try again later.',
}
export default en
