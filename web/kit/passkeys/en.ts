import type { Same } from '../i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'Passkeys',
  lead: 'Sign in by the finger, face or PIN of your phone or computer: nothing to remember, and nothing that a fake page could steal.',
  none: 'No passkeys yet.',
  add: 'Add a passkey',
  added: '“{name}” is added. You can sign in with it from now on.',
  remove: 'Remove',
  removeNamed: 'Remove the passkey “{name}”',
  removed: '“{name}” is removed and signs nobody in any more.',
  since: 'added {time}',
  used: 'used {time}',
  never: 'not used yet',
  again: 'Sign out and in again',
  signIn: 'Sign in with a passkey',
  unable: 'This browser has no passkeys, or the address is not https.',
  stopped: 'Not done: it was stopped on the device, or there is no passkey for it.',
  known: 'This device has a passkey of yours already.',
  unreachable: 'No connection. Please try again later.',
  loading: 'Loading…',
  retry: 'Try again',
}
export default en
