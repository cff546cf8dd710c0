import { expect, test } from 'vitest'
import type { Opening } from '@kit/api-types'
import { deed } from './openings'

const opening = (operation: string, summary: string | null = null) => ({ operation, summary }) as Opening

test('what was done is told in plain words', () => {
  expect(deed(opening('GET /api/people/members/{id}'))).toBe('looked')
  expect(deed(opening('POST /api/people/members/{id}/reveal', 'PHONE'))).toBe('revealedPhone')
  expect(deed(opening('POST /api/people/members/{id}/reveal', 'ID_NUMBER'))).toBe('revealedId')
  expect(deed(opening('GET /api/rights/members/{id}/consents'))).toBe('readConsents')
  expect(deed(opening('POST /api/rights/members/{id}/consents'))).toBe('wroteConsent')
  expect(deed(opening('PUT /api/people/members/{id}'))).toBe('other')
})
