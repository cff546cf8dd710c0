import { get } from '@kit/api'
import type { ConsoleCard, Page, Phase } from '@kit/api-types'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

export const VIEWS: readonly (Phase | '')[] = ['', 'OPEN', 'PUBLISHED', 'DRAFT', 'CLOSED']
const PATH = '/api/benefit/console/offerings'
const PAGE = 20
const REFRESH_MS = 10_000

const page = (conditions: Parameters<typeof query>[0], signal: AbortSignal) =>
  get<Page<ConsoleCard>>(`${PATH}?${query(conditions)}`, { signal })

/** The list of offerings in one view, and how many each view holds. */
export function useOfferings() {
  const pages = usePages(PAGE)
  const view = () => VIEWS.find((phase) => phase && phase === pages.one('phase')) ?? ''
  const list = useLoad(() => ({ phase: view(), after: pages.after.value, limit: PAGE }), page, REFRESH_MS)
  const counts = useLoad(() => 'counts', async (_key, signal) => {
    const phases = await get<Partial<Record<Phase, number>>>(`${PATH}/phases`, { signal })
    return { ...phases, '': Object.values(phases).reduce((sum, count) => sum + count, 0) } as Partial<Record<Phase | '', number>>
  }, REFRESH_MS)
  return { pages, view, counts: counts.data, ...list }
}
