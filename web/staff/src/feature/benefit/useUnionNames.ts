import type { UnionRef, Uuid } from '@kit/api-types'
import { me } from '@kit/session'
import { shallowReactive } from 'vue'

/** A draft names its unions by id; their names come along with duties, from choosing and with the stored draft. */
export function useUnionNames() {
  const known = shallowReactive(new Map<Uuid, UnionRef>())
  const know = (union: UnionRef | null | undefined) => { if (union) known.set(union.id, union) }
  me.value?.duties.forEach(({ union }) => know(union))
  const of = (id: Uuid | null): UnionRef | null => (id ? known.get(id) ?? null : null)
  return { of, know }
}
