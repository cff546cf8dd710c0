import { Problem, Unreachable } from '@kit/api'
import { t } from './text'

/** One sentence about why something did not work, for a person who has to decide what to do next. */
export function explain(trouble: unknown): string {
  if (trouble instanceof Unreachable) return t('unreachable')
  if (!(trouble instanceof Problem)) return t('failed', { status: '–' })
  if (trouble.status === 429 || trouble.status === 503) {
    const seconds = trouble.retryAfterSeconds
    return seconds ? t('busy', { seconds }) : t('busySoon')
  }
  if (trouble.detail) return trouble.detail
  if (trouble.status === 401) return t('signedOut')
  if (trouble.status === 403) return t('forbidden')
  if (trouble.status === 404) return t('notFound')
  return t('failed', { status: trouble.status })
}
