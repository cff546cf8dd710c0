import { get } from '@kit/api'
import type { Campaign, CampaignDetail, Gift, GiftDuplicate, GiftList, Member, Page } from '@kit/api-types'
import { useLoad } from '../../ui/useLoad'
import { query, usePages } from '../../ui/usePages'

const PAGE = 20
const ROOT = '/api/campaign'

export const useCampaigns = () => useLoad(() => 'campaigns', (_key, signal) => get<Campaign[]>(`${ROOT}/campaigns`, { signal }))
export const useCampaign = (id: () => string) => useLoad(id, (asked, signal) => get<CampaignDetail>(`${ROOT}/campaigns/${asked}`, { signal }))
export const useGiftLists = () => useLoad(() => 'lists', (_key, signal) => get<GiftList[]>(`${ROOT}/lists`, { signal }))
export const useGiftList = (id: () => string) => useLoad(id, (asked, signal) => get<GiftList>(`${ROOT}/lists/${asked}`, { signal }))
export const useDuplicates = (id: () => string) => useLoad(id, (asked, signal) => get<GiftDuplicate[]>(`${ROOT}/lists/${asked}/duplicates`, { signal }))

/** The people of a list that stand somehow. */
export function useGifts(id: () => string) {
  const pages = usePages(PAGE)
  const list = useLoad(
    () => ({ id: id(), state: pages.one('state'), after: pages.after.value }),
    ({ id: asked, state, after }, signal) => get<Page<Gift>>(`${ROOT}/lists/${asked}/gifts?${query({ state, after, limit: PAGE })}`, { signal }),
  )
  return { pages, ...list }
}

/** Who is on no list, the first of them, of one union below or of all. */
export const useMissing = (path: () => string) =>
  useLoad(path, async (asked, signal) => (asked ? get<Page<Member>>(`${ROOT}/${asked}`, { signal }) : null))

export const span = (campaign: Campaign) => `${campaign.from} – ${campaign.until}`
