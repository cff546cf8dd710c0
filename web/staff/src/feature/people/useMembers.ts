import { get } from '@kit/api'
import type { Group, Member, MemberState, Page } from '@kit/api-types'
import { onScopeDispose, ref, watch } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

export const STATES: readonly MemberState[] = ['ACTIVE', 'APPLIED', 'SUSPENDED', 'LEFT']
export const GROUPS: readonly Group[] = ['NEW_EMPLOYMENT', 'OUTDOOR', 'MODEL_WORKER', 'HARDSHIP']

const PAGE = 30
const PAUSE_MS = 350

/** The list of members; every condition applies at once and lives in the address, except the words searched for. */
export function useMembers() {
  const pages = usePages(PAGE)
  const { one, filter } = pages
  // A phone or id number in an address would stay in histories and logs of machines that are not ours.
  const words = ref('')
  const asked = ref('')
  const list = useLoad(
    () => ({ union: one('union'), query: asked.value, state: one('state'), group: one('group'), after: pages.after.value, limit: PAGE }),
    (conditions, signal) => get<Page<Member>>(`/api/people/members?${query(conditions)}`, { signal }),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(words, (now) => {
    clearTimeout(timer)
    timer = setTimeout(async () => {
      if (pages.after.value) await filter({}, true)
      asked.value = now.trim()
    }, PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))

  function clear() {
    words.value = asked.value = ''
    return filter({ union: undefined, in: undefined, state: undefined, group: undefined })
  }
  return { pages, words, clear, ...list }
}

/** One member with the history of memberships. */
export function useMember(id: () => string) {
  return useLoad(id, async (asked, signal) => (asked ? get<Member>(`/api/people/members/${asked}`, { signal }) : null))
}
