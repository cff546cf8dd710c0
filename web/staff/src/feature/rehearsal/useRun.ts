import { get, post, Problem } from '@kit/api'
import type { ConsoleCard, Page, Run, RunState, Uuid } from '@kit/api-types'
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { t } from './text'

const PATH = '/api/benefit/rehearsals'
const POLL_MS = 700
export const LIMITS = { workers: [10, 5000], overSeconds: [1, 60], startInSeconds: [5, 300] } as const
type Amount = keyof typeof LIMITS

const ENDED: ReadonlySet<RunState> = new Set<RunState>(['DONE', 'STOPPED', 'FAILED'])
export const hasEnded = (run: Run) => ENDED.has(run.state)

/** What the final check says, in sentences; without any the run passed. */
export function verdict(check: NonNullable<Run['check']>): { good: boolean; words: string[] } {
  const { capacity, booked, twice, lost } = check
  const bad = [
    booked > capacity ? t('checkOver', { capacity, booked }) : '',
    twice ? t('checkDouble', { n: twice }) : '',
    lost ? t('checkLost', { n: lost }) : '',
  ].filter(Boolean)
  return bad.length ? { good: false, words: bad } : { good: true, words: [t('checkGood', { capacity, booked })] }
}

/** The order for a rehearsal. */
export function useOrder(offering: Uuid, onStarted: (run: Run) => unknown) {
  const form = reactive({ offering, workers: 1000, overSeconds: 5, startInSeconds: 20 })
  const tried = ref(false)
  const busy = ref(false)
  const trouble = shallowRef<unknown>(null)

  const errors = computed(() => {
    const told = (field: string) => (trouble.value instanceof Problem ? trouble.value.of(field) : undefined)
    const outside = (name: Amount) => {
      const [min, max] = LIMITS[name]
      return form[name] >= min && form[name] <= max ? told(name) : t('outOf', { min, max })
    }
    return {
      offering: tried.value && !form.offering ? t('needOffering') : told('offering'),
      workers: outside('workers'), overSeconds: outside('overSeconds'), startInSeconds: outside('startInSeconds'),
    }
  })
  /** What cannot be said beside a field. */
  const refused = computed(() => (trouble.value instanceof Problem && trouble.value.errors.length ? null : trouble.value))

  async function start(): Promise<void> {
    tried.value = true
    trouble.value = null
    if (busy.value || Object.values(errors.value).some(Boolean)) return
    busy.value = true
    try {
      await onStarted(await post<Run>(PATH, { ...form }, { timeoutMs: 60_000 }))
    } catch (problem) {
      trouble.value = problem
    }
    busy.value = false
  }
  return { form, errors, refused, busy, start }
}

/** One run, asked for again and again until it has ended. */
export function useRun(id: Uuid) {
  const run = shallowRef<Run | null>(null)
  const trouble = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  async function load(): Promise<void> {
    clearTimeout(timer)
    try {
      run.value = await get<Run>(`${PATH}/${id}`)
      trouble.value = null
    } catch (problem) {
      trouble.value = problem
    }
    if (!gone && !(run.value && hasEnded(run.value))) timer = setTimeout(() => void load(), POLL_MS)
  }
  const stop = async () => { run.value = (await post<Run | undefined>(`${PATH}/${id}/stop`)) ?? run.value }
  void load()
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
  })
  return { run, trouble, load, stop }
}

export const recentRuns = (signal: AbortSignal) => get<Run[]>(PATH, { signal })

/** What can be rehearsed: everything that is no rehearsal itself. */
export async function rehearsable(signal: AbortSignal): Promise<ConsoleCard[]> {
  const { items } = await get<Page<ConsoleCard>>('/api/benefit/console/offerings?limit=100', { signal })
  return items.filter(({ rehearsal }) => !rehearsal)
}
