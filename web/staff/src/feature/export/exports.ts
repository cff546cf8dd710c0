import { get, post } from '@kit/api'
import type { Export, ExportLists, Uuid } from '@kit/api-types'

export const PURPOSES: readonly Export['purpose'][] = ['HAND_OUT', 'CONTACT', 'RECONCILE', 'REPORT', 'PASS_ON', 'OTHER']
/** For these somebody has to say more: which partner, what else. */
export const NEEDS_NOTE: readonly Export['purpose'][] = ['PASS_ON', 'OTHER']
export const FORMATS: readonly Export['format'][] = ['XLSX', 'CSV']
export const LOOK = { ASKED: 'warn', QUEUED: 'info', RUNNING: 'info', READY: 'good', REFUSED: 'bad', FAILED: 'bad', REMOVED: '' } as const
const PATH = '/api/export/exports'

export type Wish = { format: Export['format']; whole: boolean; purpose: Export['purpose']; note: string | null }

export const lists = (signal?: AbortSignal) => get<ExportLists>(PATH, { signal })
export const approve = (id: Uuid) => post<Export>(`${PATH}/${id}/approve`)
export const refuse = (id: Uuid, words: string) => post<Export>(`${PATH}/${id}/refuse`, { words })
export const file = (id: Uuid) => `${PATH}/${id}/file`

/** Figures need nobody's name, whatever was chosen before. */
export const body = (source: string, subject: Uuid, wish: Wish) =>
  ({ source, subject, ...wish, whole: wish.whole && wish.purpose !== 'REPORT', note: wish.note?.trim() || null })
export const ask = (source: string, subject: Uuid, wish: Wish) => post<Export>(PATH, body(source, subject, wish))
