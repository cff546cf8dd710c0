import { get, post, Problem } from '@kit/api'
import type { Board, Uuid } from '@kit/api-types'
import { lastSeconds, summary } from '@kit/live/rate'
import { useLive } from '@kit/live/useLive'
import { loadMe } from '@kit/session'
import { computed, ref, shallowRef, watch } from 'vue'

const PATH = '/api/benefit/console/offerings'

/** The live picture of one offering: fetched once for a quick start and for the reason of a refusal, then followed. */
export function useBoard(id: () => Uuid) {
  const trouble = shallowRef<unknown>(null)
  const allowed = ref(false)
  const live = useLive<Board>(() => (allowed.value ? `${PATH}/${id()}/live` : null), 'board')

  async function start(): Promise<void> {
    trouble.value = null
    const asked = id()
    if (!asked) return
    try {
      const board = await get<Board>(`${PATH}/${asked}/board`)
      if (asked !== id()) return
      allowed.value = true
      await Promise.resolve()
      if (!live.data.value) live.take(board)
    } catch (problem) {
      trouble.value = problem
    }
  }

  /**
   * A stream says no without a reason; asking again in the ordinary way brings the reason, such as an ended sign-in. After
   * a refusal the shell looks whether this officer may still be here.
   */
  async function doubt(): Promise<void> {
    try {
      await get(`${PATH}/${id()}/board`)
    } catch (problem) {
      if (!(problem instanceof Problem)) return
      trouble.value = problem
      if (problem.status === 403) await loadMe().catch(() => {})
    }
  }
  watch(live.failures, (count) => { if (count === 2) void doubt() })
  watch(live.state, (state) => { if (state === 'live') trouble.value = null })
  watch(id, () => {
    allowed.value = false
    void start()
  }, { immediate: true })

  const seconds = computed(() => (live.data.value ? lastSeconds(live.data.value.ratePerSecond, live.data.value.at) : []))
  const pace = computed(() => summary(seconds.value))
  return { ...live, board: live.data, trouble, start, seconds, pace }
}

export const close = (id: Uuid) => post(`${PATH}/${id}/close`)
