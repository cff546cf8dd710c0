import type { Same } from '@kit/i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  title: 'Sign in',
  brand: 'Niangjia · Console',
  lead: 'Union officers, gate keepers and administrators sign in here.',
  username: 'User name',
  password: 'Password',
  totp: 'One-time code',
  totpHint: 'The 6 digits your authenticator shows',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  needUsername: 'Enter your user name',
  needPassword: 'Enter your password',
  needTotp: 'The one-time code is 6 digits',
  wrong: 'User name, password or one-time code is not right. Check them and try again; the code changes every 30 seconds.',
  locked: 'Too many wrong tries: the account is locked until {time}. Try again then, or ask the security administrator.',
  tooOften: 'Too fast. Please try again in {seconds|second|seconds}.',
  demo: 'This is a demonstration:',
  demoLink: 'see user names, passwords and codes on the demo phone page',
  enrol: 'First time? Enrol by your code',
  signInBy: 'Sign in by {name}',
  signOnStopped: 'Not signed in: it was stopped or refused at the identity provider.',
  identityIs: '{why}. Tell them this identifier: {identity}',
  otherWay: 'Sign in another way',
  worker: 'I am a worker: go to the worker app',
  otherLanguage: '中文',
}
export default en
