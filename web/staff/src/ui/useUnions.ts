import { get } from '@kit/api'
import type { UnionNode, Uuid } from '@kit/api-types'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { query } from './usePages'

const PATH = '/api/union/unions'
const PAUSE_MS = 250

export const roots = () => get<UnionNode[]>(PATH)
export const childrenOf = (parent: Uuid) => get<UnionNode[]>(`${PATH}?${query({ parent })}`)

/** Unions by name, asked a moment after the last key, only the newest answer kept. */
export function useUnionSearch() {
  const text = ref('')
  const found = shallowRef<UnionNode[] | null>(null)
  const trouble = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function search(asked: number, name: string) {
    try {
      const answer = await get<UnionNode[]>(`${PATH}?${query({ query: name })}`)
      if (asked !== turn) return
      found.value = answer
      trouble.value = null
    } catch (problem) {
      if (asked === turn) trouble.value = problem
    }
  }

  watch(text, (now) => {
    clearTimeout(timer)
    const asked = ++turn
    const name = now.trim()
    if (name) timer = setTimeout(() => void search(asked, name), PAUSE_MS)
    else found.value = trouble.value = null
  })
  onScopeDispose(() => clearTimeout(timer))
  return { text, found, trouble }
}
