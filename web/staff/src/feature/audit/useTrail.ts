import { get, post } from '@kit/api'
import type { AuditLine, AuditLines, Verified } from '@kit/api-types'
import { ref, shallowRef } from 'vue'
import { toInstant } from '../../ui/beijing'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

export const OUTCOMES: readonly AuditLine['outcome'][] = ['DONE', 'REFUSED', 'DENIED', 'FAILED']

const PAGE = 50
const VERIFY_MS = 300_000

/** The days of the address as instants: from the first one's midnight to the midnight after the last. */
export function period(since: string, until: string) {
  const midnight = (day: string) => toInstant(`${day}T00:00:00`)
  const after = (day: string) => new Date(Date.parse(midnight(day)) + 86_400_000).toISOString()
  return { from: since ? midnight(since) : '', until: until ? after(until) : '' }
}

/** The trail under conditions that live in the address. */
export function useTrail() {
  const pages = usePages(PAGE)
  const { one } = pages
  const list = useLoad(
    () => ({
      who: one('who'), object: one('object'), operation: one('operation'), outcome: one('outcome'),
      ...period(one('since'), one('until')), after: pages.after.value, limit: PAGE,
    }),
    (conditions, signal) => get<AuditLines>(`/api/audit/entries?${query(conditions)}`, { signal }),
  )
  return { pages, ...list }
}

/** Has the server recompute the whole trail. */
export function useVerification() {
  const verified = shallowRef<Verified | null>(null)
  const trouble = shallowRef<unknown>(null)
  const busy = ref(false)
  async function verify() {
    busy.value = true
    trouble.value = null
    try {
      verified.value = await post<Verified>('/api/audit/verification', undefined, { timeoutMs: VERIFY_MS })
    } catch (problem) {
      trouble.value = problem
    }
    busy.value = false
  }
  return { verified, trouble, busy, verify }
}
