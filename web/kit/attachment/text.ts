import { defineMessages } from '../i18n'
import zh from './zh'

export const t = defineMessages(zh, () => import('./en'))
