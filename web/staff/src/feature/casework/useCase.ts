import { get, post } from '@kit/api'
import type { CaseAct, CasePage } from '@kit/api-types'
import { uuidV7 } from '@kit/uuid'
import { ref } from 'vue'
import { useLoad } from '../../ui/useLoad'

/** A case on an officer's table. What is done to it names the version that was read, under a key that a retry keeps. */
export function useCase(id: () => string) {
  const keys = new Map<string, string>()
  const said = ref('')
  const { data, trouble, load } = useLoad(id, (key, signal) => get<CasePage>(`/api/casework/cases/${key}`, { signal }))

  async function act(wanted: Omit<CaseAct, 'seen'>) {
    const body = { ...wanted, seen: data.value?.line.version ?? 1 }
    const text = JSON.stringify(body)
    const key = keys.get(text) ?? uuidV7()
    keys.set(text, key)
    data.value = await post<CasePage>(`/api/casework/cases/${id()}/acts`, body, { headers: { 'Idempotency-Key': key } })
  }
  return { data, trouble, load, act, said }
}
