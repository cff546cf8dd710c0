import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  product: 'Niangjia',
  skip: 'Skip to content',
  back: 'Back',
  big: 'Large type',
  bigOff: 'Normal type',
  language: '中文',
  tabs: 'Main pages',
  loading: 'Loading…',
  retry: 'Try again',
  failed: 'Could not load this',
  unreachable: 'No connection. Please check your signal and try again.',
  offline: 'You are offline. Saved vouchers still work.',
  notFound: 'No such page',
  notFoundText: 'The address may be mistyped, or the content was withdrawn.',
  home: 'Go to home',
  errors: 'Please correct the following',
  cancel: 'No',
  asOf: 'As of {time}',
}
export default en
