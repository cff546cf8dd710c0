import type { Board, Wall } from '@kit/api-types'
import { Unreachable } from '@kit/api'
import { lastSeconds, summary } from '@kit/live/rate'
import { useLive } from '@kit/live/useLive'
import { hasRole, loadMe, me } from '@kit/session'
import { computed, onScopeDispose, ref, watch } from 'vue'

export type Access = 'asking' | 'granted' | 'signIn' | 'other' | 'unreachable'

const AGAIN_MS = 10_000
/** A stream that could not be made this often is asked about: it may be the sign-in that has ended. */
const DOUBTS = 3

/** Who may look, and the running rush; the last picture stays on the wall whatever happens to the line. */
export function useWall() {
  const access = ref<Access>('asking')
  const live = useLive<Wall>(() => (access.value === 'granted' ? '/api/benefit/wall' : null), 'wall', (wall) => wall.board)
  const kept = ref<Wall | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    clearTimeout(timer)
    try {
      await loadMe()
      access.value = allowed()
    } catch (problem) {
      // While a picture is shown, being out of reach is said beside it; it does not replace it.
      if (!kept.value || !(problem instanceof Unreachable)) access.value = 'unreachable'
    }
    if (access.value !== 'granted') timer = setTimeout(() => void ask(), AGAIN_MS)
  }

  function allowed(): Access {
    if (!me.value?.signedIn || me.value.account?.kind !== 'STAFF') return 'signIn'
    return hasRole('OFFICER', 'LEADER') ? 'granted' : 'other'
  }

  void ask()
  watch(live.data, (wall) => { if (wall) kept.value = wall })
  watch(live.failures, (count) => { if (count > 0 && count % DOUBTS === 0) void ask() })
  onScopeDispose(() => clearTimeout(timer))

  const board = computed<Board | null>(() => kept.value?.board ?? null)
  const seconds = computed(() => (board.value ? lastSeconds(board.value.ratePerSecond, board.value.at) : []))
  const peak = computed(() => summary(seconds.value).peak)
  const upcoming = computed(() => [...(kept.value?.upcoming ?? [])].sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt)))
  return { access, wall: kept, board, seconds, peak, upcoming, ageSeconds: live.ageSeconds, stale: live.stale }
}
