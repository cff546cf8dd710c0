import { get, post } from '@kit/api'
import type { Room, Uuid } from '@kit/api-types'
import { pauseOrOnline, worthRepeating } from './send'

export interface RoomWatch {
  /** Told every time the place in the queue is known anew. */
  onRoom: (room: Room) => void
  /** Told when an answer did not come; the number is kept by the server meanwhile. */
  onSilence?: () => void
  /** Asked after every wait; true ends the watch without admission. */
  left?: () => boolean
  pause?: (ms: number) => Promise<void>
}

const SHORTEST_POLL_MS = 500
const LONGEST_POLL_MS = 15_000

/**
 * Joins the waiting room and looks again as often as the server asks, until admitted. Joining twice, or after a reload,
 * keeps the first number. Returns false if the worker left the queue.
 */
export async function waitForAdmission(offering: Uuid, watch: RoomWatch): Promise<boolean> {
  const path = `/api/booking/offerings/${offering}/room`
  const pause = watch.pause ?? pauseOrOnline
  let joined = false
  let waitMs = 1000
  for (;;) {
    if (watch.left?.()) return false
    try {
      const room = joined ? await get<Room>(path) : await post<Room>(path)
      joined = true
      watch.onRoom(room)
      if (!room.needed || room.admitted) return true
      waitMs = Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, room.pollAfterMs))
    } catch (error) {
      if (!worthRepeating(error)) throw error
      watch.onSilence?.()
      waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.5)
    }
    await pause(waitMs)
  }
}
