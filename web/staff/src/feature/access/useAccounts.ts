import { get, post } from '@kit/api'
import type { Invitation, Page, StaffAccount, Words } from '@kit/api-types'
import { ref, watch } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

const PATH = '/api/access/staff-accounts'
const PAUSE_MS = 350
export const STATES: readonly StaffAccount['state'][] = ['ACTIVE', 'ENROLLING', 'LOCKED']
export const VERBS = ['unlock', 'lock', 'reset', 'confirm'] as const
export type Verb = (typeof VERBS)[number]

/** The staff accounts of one's subtree, with what can be done to them. */
export function useAccounts() {
  const pages = usePages(30)
  const words = ref(pages.one('query'))
  const list = useLoad(
    () => ({ query: pages.one('query'), state: pages.one('state'), after: pages.after.value, limit: pages.size }),
    (conditions, signal) => get<Page<StaffAccount>>(`${PATH}?${query(conditions)}`, { signal }),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(words, (now) => {
    clearTimeout(timer)
    timer = setTimeout(() => void pages.filter({ query: now.trim() || undefined }, true), PAUSE_MS)
  })
  function clear() {
    words.value = ''
    return pages.filter({ query: undefined, state: undefined })
  }
  async function act(account: StaffAccount, verb: Verb): Promise<Invitation | null> {
    const answer = await post<Invitation | StaffAccount>(`${PATH}/${account.id}/${verb}`)
    await list.load()
    return 'code' in answer ? answer : null
  }
  return { pages, words, clear, act, unlock: (account: StaffAccount) => act(account, 'unlock'), ...list }
}

export interface Opening { username: string; name: Words; union: string; idNumber: string }
export const open = (opening: Opening) => post<Invitation>(PATH, opening)
/** The few accounts that somebody who grants a duty may mean. */
export const find = (words: string, signal: AbortSignal) => get<Page<StaffAccount>>(`${PATH}?${query({ query: words, limit: 20 })}`, { signal })
