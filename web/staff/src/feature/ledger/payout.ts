import type { Payee, Payout } from '@kit/api-types'

/** How a payout's and a line's state look. */
export const LOOK: Record<Payout['state'], string> = { MADE: 'warn', CHECKED: 'info', SETTLED: 'good', CANCELLED: '' }
export const LINE_LOOK: Record<Payee['state'], string> = { WAITING: 'warn', OWED: 'info', PAID: 'good', FAILED: 'bad', RETRIED: '', CANCELLED: '' }
