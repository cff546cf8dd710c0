import { get, post } from '@kit/api'
import type { GateChoice, SignedList, Uuid } from '@kit/api-types'
import { ref, shallowRef } from 'vue'
import type { Kept, Notebook } from './notebook'

/** Which offerings this gate may take along, and which it has taken. */
export function useLists(notebook: Notebook) {
  const kept = shallowRef<Kept[]>([])
  const choices = shallowRef<GateChoice[]>([])
  const trouble = shallowRef<unknown>(null)
  const fetching = ref<Uuid | null>(null)
  const wrong = ref(false)

  const show = async () => { kept.value = await notebook.lists() }

  async function choose(): Promise<void> {
    trouble.value = null
    try {
      choices.value = await get<GateChoice[]>('/api/booking/gate/offerings')
    } catch (problem) {
      trouble.value = problem
    }
  }

  async function fetchList(offering: Uuid): Promise<void> {
    fetching.value = offering
    trouble.value = null
    try {
      wrong.value = !(await notebook.take(await post<SignedList>(`/api/booking/offerings/${offering}/gate-list`)))
    } catch (problem) {
      trouble.value = problem
    }
    fetching.value = null
    await show()
  }

  async function drop(offering: Uuid): Promise<void> {
    await notebook.drop(offering)
    await show()
  }

  /** Brings all lists up to date; what cannot be had now stays as it is. */
  async function renew(): Promise<void> {
    for (const { list } of kept.value) await fetchList(list.offering)
  }

  return { kept, choices, trouble, fetching, wrong, show, choose, fetchList, drop, renew }
}
