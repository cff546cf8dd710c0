import { ref } from 'vue'
import { get, post, Problem, put, Unreachable } from '@kit/api'
import type { NoticeChannel, NoticeChoice } from '@kit/api-types'
import { useResource } from '@kit/resource'

type Change = { channels?: NoticeChannel[]; language?: string; quiet?: { from: number; until: number } }

/** How the person wants to be told; each change is kept at once. */
export function usePreferences() {
  const choice = useResource(() => get<NoticeChoice>('/api/notice/choice'))
  const failed = ref(false)
  const saved = ref(false)

  function take(next: NoticeChoice): void {
    choice.data.value = next
    saved.value = true
  }

  async function keep(work: () => Promise<NoticeChoice>): Promise<void> {
    failed.value = saved.value = false
    try {
      take(await work())
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      failed.value = true
    }
  }

  const change = (what: Change) => keep(() => put<NoticeChoice>('/api/notice/choice', what))
  const toggle = (channel: NoticeChannel) => change({ channels: toggled(choice.data.value?.channels ?? [], channel) })
  const drop = () => keep(() => post<NoticeChoice>('/api/notice/address/remove'))
  return { choice, failed, saved, take, change, toggle, drop }
}

/** The channels with one more or one less. */
export function toggled(channels: readonly NoticeChannel[], channel: NoticeChannel): NoticeChannel[] {
  return channels.includes(channel) ? channels.filter((each) => each !== channel) : [...channels, channel]
}
