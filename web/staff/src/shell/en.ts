import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  brand: 'Niangjia · Console',
  brandShort: 'Niangjia',
  console: 'Console',
  skip: 'Skip to content',
  navigation: 'Main navigation',
  menu: 'Menu',
  otherLanguage: '中文',
  large: 'Large type',
  largeOn: 'Large type is on',
  signOut: 'Sign out',
  signOutFailed: 'Could not sign out. Please try again.',
  wall: 'Wall screen',
  missingTitle: 'No such page',
  missing: 'Nothing is at this address; it may have been renamed.',
  home: 'Go to the first page',
  noDutyTitle: 'Nothing here for you',
  noDuty: 'Your duties ({duties}) do not include this page. To run benefits, see members or redeem vouchers, ask the union above you for that duty.',
  role_WORKER: 'Worker',
  role_OFFICER: 'Union officer',
  role_GATE: 'Gate keeper',
  role_LEADER: 'Leader',
  role_SYSTEM: 'System administrator',
  role_SECURITY: 'Security administrator',
  role_AUDITOR: 'Auditor',
}
export default en
