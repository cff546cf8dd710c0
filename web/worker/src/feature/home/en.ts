import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  home: 'Home',
  hello: 'Hello, {name}',
}
export default en
