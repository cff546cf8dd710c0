import { get, post } from '@kit/api'
import type { HeldDuty, Instant, Page, Role, Uuid } from '@kit/api-types'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

const PATH = '/api/access/duties'
export const ROLES = ['OFFICER', 'GATE', 'LEADER', 'SYSTEM', 'SECURITY', 'AUDITOR'] as const satisfies readonly Role[]

/** Who holds which duty where. */
export function useDuties() {
  const pages = usePages(30)
  const list = useLoad(
    () => ({ role: pages.one('role'), ended: pages.one('ended'), after: pages.after.value, limit: pages.size }),
    (conditions, signal) => get<Page<HeldDuty>>(`${PATH}?${query(conditions)}`, { signal }),
  )
  async function end(duty: HeldDuty): Promise<void> {
    await post(`${PATH}/${duty.id}/end`)
    await list.load()
  }
  return { pages, end, ...list }
}

export interface Grant { account: Uuid; role: Role; union: Uuid; until: Instant | null }
export const grant = (asked: Grant) => post(PATH, asked)
