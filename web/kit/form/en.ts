import type { Same } from '../i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  errors: 'Please check these',
  optional: 'optional',
  required: 'Please fill in: {label}',
  phone: 'Please enter an 11-digit mobile number',
  number: 'Please enter a number',
  between: 'Must be between {from} and {to}',
  atMost: 'At most {n} choices',
  placeWords: 'Please describe the place in words',
  place: 'Place',
  locate: 'Use where I am now',
  located: 'The position is noted',
  unlocated: 'No position: please describe the place in words',
  forget: 'Remove the position',
  yuan: '¥{amount}',
  inYuan: 'yuan',
  files: '{n} files',
  comma: ', ',
  send: 'Send',
  sending: 'Sending…',
}
export default en
