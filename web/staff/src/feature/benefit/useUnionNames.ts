import type { UnionRef, Uuid } from '@kit/api-types'
import { me } from '@kit/session'
import { get } from '@kit/api'
import { shallowReactive } from 'vue'

/** Names of unions that are known only by id, as far as they came by: from duties, from choosing, from the offering. */
export function useUnionNames() {
  const known = shallowReactive(new Map<Uuid, UnionRef>())
  const asked = new Set<Uuid>()
  const know = (union: UnionRef | null | undefined) => { if (union) known.set(union.id, union) }
  me.value?.duties.forEach(({ union }) => know(union))

  /** A draft names its unions by id only; a brief walk down the tree finds those not yet known. */
  async function find(id: Uuid): Promise<void> {
    if (asked.has(id)) return
    asked.add(id)
    for (const parent of [...known.keys()].slice(0, 5)) {
      const children = await get<UnionRef[]>(`/api/union/unions?parent=${parent}`).catch(() => [])
      children.forEach(know)
      if (known.has(id)) return
    }
  }

  function of(id: Uuid | null): UnionRef | null {
    if (!id) return null
    const union = known.get(id)
    if (!union) void find(id)
    return union ?? { id, path: '', kind: 'STREET', name: { zh: '…', en: null } }
  }
  return { of, know }
}
