import { get } from '@kit/api'
import type { ConsoleCard, Page, Phase } from '@kit/api-types'
import { query } from '../../ui/usePages'
import { useLoad } from '../../ui/useLoad'

export interface Overview { running: ConsoleCard[]; drafts: ConsoleCard[]; soon: ConsoleCard[] }

const MOST = 12
const REFRESH_MS = 5000

const phase = async (name: Phase, signal: AbortSignal) =>
  (await get<Page<ConsoleCard>>(`/api/benefit/console/offerings?${query({ phase: name, limit: MOST })}`, { signal })).items

/** What needs an eye today: the rush with the fewest places left first, then what opens first. */
export function useOverview(sees: { drafts: boolean }) {
  return useLoad(() => 'today', async (_key, signal): Promise<Overview> => {
    const [running, drafts, soon] = await Promise.all([
      phase('OPEN', signal),
      sees.drafts ? phase('DRAFT', signal) : [],
      phase('PUBLISHED', signal),
    ])
    return arrange({ running, drafts, soon })
  }, REFRESH_MS)
}

export function arrange({ running, drafts, soon }: Overview): Overview {
  const byOpening = (a: ConsoleCard, b: ConsoleCard) => Date.parse(a.opensAt) - Date.parse(b.opensAt)
  const urgent = (card: ConsoleCard) => (card.left === 0 ? 2 : card.left / Math.max(1, card.capacity))
  return {
    running: [...running].sort((a, b) => urgent(a) - urgent(b)),
    drafts: [...drafts].sort(byOpening),
    soon: [...soon].sort(byOpening),
  }
}
