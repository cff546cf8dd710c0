import { computed, ref, shallowRef } from 'vue'
import { get, Problem, Unreachable } from '@kit/api'
import type { Booking, BookPiece, Uuid, Words } from '@kit/api-types'
import { BookCheck, type Fault, type Line } from '@kit/proof/book'
import { keptHead, keepHead, type Seen } from './seen'

const SHOWN = 20
const AT_ONCE = 1000

/** Where a check stands. */
export type Stage = 'running' | 'sound' | 'wrong' | 'failed'

/** Whether a line is what the holder of a booking knows of it. */
export function holds(line: Line | undefined, mine: Booking): boolean {
  return line !== undefined && line.number === mine.number && line.booking === mine.id && line.place === mine.place.id
    && Math.floor(line.atMicros / 1000) === Date.parse(mine.bookedAt)
}

/** Whether a line that was seen earlier is gone or has become another. */
export function rewritten(seen: Seen | null, line: Line | undefined, last: number): Fault | null {
  if (!seen || seen.number === 0) return null
  if (seen.number > last) return { kind: 'cut', number: seen.number }
  return line && line.hash !== seen.hash ? { kind: 'changed', number: seen.number } : null
}

/** Fetches a book piece by piece and works its chain out again on this device. */
export function useProof(offering: Uuid, mineId: () => Uuid | undefined) {
  const stage = ref<Stage>('running')
  const title = shallowRef<Words>()
  const number = ref(0)
  const total = ref(0)
  const head = ref('')
  const fault = shallowRef<Fault | null>(null)
  const failure = shallowRef<Problem | Unreachable>()
  const tail = shallowRef<Line[]>([])
  const mine = shallowRef<Booking>()
  const mineLine = shallowRef<Line>()
  const seen = shallowRef<Seen | null>(null)
  const piece = (after: number, limit: number) =>
    get<BookPiece>(`/api/booking/offerings/${offering}/chain?after=${after}&limit=${limit}`)

  async function walk(): Promise<void> {
    const first = await piece(0, 0)
    const check = new BookCheck(offering)
    const before = keptHead(offering)
    title.value = first.title
    total.value = first.number
    let seenLine: Line | undefined
    while (!check.fault && check.number < first.number) {
      const { lines } = await piece(check.number, Math.min(AT_ONCE, first.number - check.number))
      if (lines.length === 0) break
      check.take(lines)
      number.value = check.number
      seenLine ??= lines.find((line) => line.number === before?.number)
      mineLine.value ??= lines.find((line) => line.number === mine.value?.number)
      tail.value = [...tail.value, ...lines].slice(-SHOWN)
    }
    check.end(first.number, first.head)
    head.value = first.head
    fault.value = check.fault ?? rewritten(before, seenLine, first.number)
    seen.value = before
    if (!fault.value) keepHead(offering, { number: first.number, hash: first.head })
    stage.value = fault.value ? 'wrong' : 'sound'
  }

  async function run(): Promise<void> {
    stage.value = 'running'
    failure.value = undefined
    number.value = 0
    tail.value = []
    mineLine.value = undefined
    try {
      const id = mineId()
      mine.value = id ? await get<Booking>(`/api/booking/bookings/${id}`) : undefined
      await walk()
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error
      failure.value = error
      stage.value = 'failed'
    }
  }
  void run()
  const mineSound = computed(() => mine.value !== undefined && holds(mineLine.value, mine.value))
  return { stage, title, number, total, head, fault, failure, tail, mine, mineSound, seen, run }
}
