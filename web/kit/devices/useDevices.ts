import { computed, ref, shallowRef } from 'vue'
import { get, post, Problem } from '../api'
import type { Session } from '../api-types'
import { useResource } from '../resource'
import { t } from './text'

const PATH = '/api/access/sessions'

/** What a device is called: what it is and, where known, its browser. */
export function named(session: Pick<Session, 'device' | 'browser'>): string {
  return session.browser === 'OTHER' ? t(session.device) : `${t(session.device)} · ${t(session.browser)}`
}

/** Where one is signed in, this device first, and how to end it elsewhere. */
export function useDevices() {
  const list = useResource(() => get<Session[]>(PATH))
  const sessions = computed(() => [...(list.data.value ?? [])].sort((a, b) => Number(b.current) - Number(a.current)))
  const busy = ref(false)
  const said = ref('')
  const failure = shallowRef<unknown>()
  const trouble = computed(() => {
    const problem = failure.value ?? list.failure.value
    if (!problem) return ''
    return problem instanceof Problem && problem.detail ? problem.detail : t('unreachable')
  })

  async function ended(work: () => Promise<string>): Promise<void> {
    busy.value = true
    failure.value = undefined
    try {
      said.value = await work()
      await list.load()
    } catch (problem) {
      failure.value = problem
    }
    busy.value = false
  }
  const end = (session: Session) => ended(async () => {
    await post(`${PATH}/${session.id}/end`)
    return t('endedOne', { name: named(session) })
  })
  const endOthers = () => ended(async () => {
    const { count } = await post<{ count: number }>(`${PATH}/end-others`)
    return t('endedMany', { n: count })
  })
  void list.load()
  return { sessions, has: computed(() => list.data.value !== undefined), busy, said, trouble, end, endOthers, load: list.load }
}
