import { ref } from 'vue'
import { get, post, Problem, Unreachable } from '@kit/api'
import type { DrawTicket, DrawView, Uuid } from '@kit/api-types'
import { useRefresh, useResource } from '@kit/resource'
import { t as common } from '../../ui/messages'
import { uuidV7 } from '@kit/uuid'
import { keepPromise } from './promise'

interface Own { ticket: DrawTicket | null }
export interface Shown { draw: DrawView; ticket: DrawTicket | null }

/** Places in the order tapped: one more at the end, or taken out. */
export function tapped(wishes: readonly Uuid[], place: Uuid): Uuid[] {
  return wishes.includes(place) ? wishes.filter((other) => other !== place) : [...wishes, place]
}

/** A draw and one's own entry in it. */
export function useDraw(offering: Uuid) {
  const path = `/api/draw/draws/${offering}`
  const shown = useResource<Shown>(async () => {
    const [draw, own] = await Promise.all([get<DrawView>(path), get<Own>(`${path}/mine`)])
    keepPromise(offering, draw.commitment)
    return { draw, ticket: own.ticket }
  })
  const busy = ref(false)
  const refusal = ref('')
  /** Made once, so that a retry is the same entry. */
  const key = uuidV7()
  useRefresh(shown.load)

  async function change(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refusal.value = ''
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      refusal.value = error instanceof Problem ? error.detail : common('unreachable')
      return false
    } finally {
      await shown.load()
      busy.value = false
    }
  }
  const enter = (wishes: readonly Uuid[]) =>
    change(() => post(`${path}/entries`, { wishes }, { headers: { 'Idempotency-Key': shown.data.value?.ticket?.receipt ?? key } }))
  const join = (code: string) => change(() => post(`${path}/join`, { code }))
  const leave = () => change(() => post(`${path}/leave`))
  return { shown, busy, refusal, enter, join, leave }
}
