import { get, post } from '@kit/api'
import type { BudgetLine, BudgetLineDetail, LedgerTransfer, Page } from '@kit/api-types'
import { uuidV7 } from '@kit/uuid'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

const PAGE = 20

/** Sends an order with a key of its own; the key stays the same until the order has been answered. */
export function useOrder() {
  let key = uuidV7()
  return async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await post<T>(path, body, { headers: { 'Idempotency-Key': key } })
    key = uuidV7()
    return answer
  }
}

export const useFunds = () => useLoad(() => 'funds', (_key, signal) => get<BudgetLine[]>('/api/ledger/funds', { signal }))

/** One line with what was allotted from it. */
export const useLine = (id: () => string) =>
  useLoad(id, (asked, signal) => get<BudgetLineDetail>(`/api/ledger/lines/${asked}`, { signal }))

/** The transfers of a line, or of one of its accounts. */
export function useTransfers(line: () => string) {
  const pages = usePages(PAGE)
  const list = useLoad(
    () => ({ line: line(), account: pages.one('account'), after: pages.after.value }),
    ({ line: asked, account, after }, signal) => {
      const of = account ? `accounts/${account}` : `lines/${asked}`
      return get<Page<LedgerTransfer>>(`/api/ledger/${of}/transfers?${query({ after, limit: PAGE })}`, { signal })
    },
  )
  return { pages, ...list }
}
