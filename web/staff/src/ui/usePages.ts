import type { Page } from '@kit/api-types'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Filters and the place in a list, kept in the address so that it can be reloaded, shared and gone back from. `after`
 * holds the way taken: one cursor for each page left behind.
 */
export function usePages(size: number) {
  const route = useRoute()
  const router = useRouter()
  const trail = computed(() => [route.query.after ?? []].flat().filter((cursor): cursor is string => !!cursor))
  const one = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const go = (change: Record<string, string | string[] | undefined>, replace = false) =>
    router[replace ? 'replace' : 'push']({ query: cleaned({ ...route.query, ...change }) })

  return {
    size,
    one,
    after: computed(() => trail.value.at(-1) ?? ''),
    first: computed(() => trail.value.length * size + 1),
    hasPrevious: computed(() => trail.value.length > 0),
    /** Changes filters; the list starts again from its beginning. */
    filter: (change: Record<string, string | undefined>, replace = false) => go({ ...change, after: undefined }, replace),
    next: (page: Page<unknown>) => go({ after: [...trail.value, page.next ?? ''] }),
    previous: () => go({ after: trail.value.slice(0, -1) }),
  }
}

/** A query string for a fetch, without what is empty. */
export function query(parts: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') search.set(name, String(value))
  return search.toString()
}

export function cleaned<T>(parts: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)))
}
