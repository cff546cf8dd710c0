import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'Members',
  lead: 'Only members within your scope; names, phone and id numbers are masked.',
  search: 'Start of a name, or a full phone or id number (press /)',
  searchLabel: 'Find members',
  union: 'Union',
  state: 'State',
  group: 'Group',
  all: 'All',
  anyGroup: 'Any group',
  name: 'Name',
  phone: 'Phone',
  idNumber: 'Id number',
  joined: 'Joined',
  open: 'View',
  openNamed: 'View {name}',
  synthetic: 'Synthetic',
  none: 'No member fits these conditions.',
  clear: 'Clear conditions',
  history: 'Membership history',
  until: 'now',
  table: 'Members',
}
export default en
