import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'Today',
  nav: 'Today',
  running: 'Running now',
  runningNone: 'Nothing is running right now.',
  drafts: 'Drafts to publish',
  draftsNone: 'No drafts are waiting.',
  soon: 'Opening soon',
  soonNone: 'Nothing is scheduled.',
  left: 'left',
  of: 'of {capacity}, {taken} taken',
  waiting: '{n} waiting',
  closes: 'closes {when}',
  board: 'Live board',
  edit: 'Continue',
  look: 'View',
  opens: 'Opens {when}',
  opensIn: 'in {left}',
  opened: 'Opening now',
  create: 'New benefit',
  late: 'Its opening time has passed: change it, then publish',
  all: 'All benefits',
}
export default en
