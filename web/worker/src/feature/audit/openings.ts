import type { Opening } from '@kit/api-types'

/** What somebody did with one's record, as a name among the messages. */
export function deed(opening: Opening): 'looked' | 'revealedPhone' | 'revealedId' | 'readConsents' | 'wroteConsent' | 'other' {
  if (opening.operation.startsWith('GET /api/people/members/')) return 'looked'
  if (opening.operation.endsWith('/consents')) return opening.operation.startsWith('GET ') ? 'readConsents' : 'wroteConsent'
  if (!opening.operation.endsWith('/reveal')) return 'other'
  return opening.summary === 'ID_NUMBER' ? 'revealedId' : 'revealedPhone'
}
