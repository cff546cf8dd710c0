import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  account: 'My account',
  duties: 'Duties',
  noDuties: 'No duties at present.',
}
export default en
