import { get, put } from '@kit/api'
import type { Deadline, YearChange, YearDay, YearView } from '@kit/api-types'
import { hasRole, me } from '@kit/session'
import { computed, ref, shallowRef } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { turned, type IsoDay } from './days'

const thisYear = () => Number(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(new Date()))

/** One year of working days, and its change. */
export function useCalendar() {
  const year = ref(thisYear())
  const { data, trouble, load } = useLoad(() => year.value, (wanted, signal) => get<YearView>(`/api/calendar/year?year=${wanted}`, { signal }))
  const history = useLoad(() => year.value, async (wanted, signal) =>
    hasRole('OFFICER', 'SYSTEM', 'AUDITOR') ? get<YearChange[]>(`/api/calendar/changes?year=${wanted}`, { signal }) : [])
  const draft = shallowRef<Map<IsoDay, YearDay> | null>(null)
  const form = ref({ source: '', issuedOn: '', reason: '', name: '' })
  const failed = shallowRef<unknown>(null)

  const stored = computed(() => new Map((data.value?.notice?.days ?? []).map((day) => [day.day, day])))
  const named = computed(() => draft.value ?? stored.value)
  const missingNext = computed(() => !!data.value?.notice && year.value >= thisYear() && !data.value.known.includes(year.value + 1))
  const keeps = computed(() => me.value?.duties.some((duty) => ['OFFICER', 'SYSTEM'].includes(duty.role) && !duty.union.path.includes('.')) ?? false)

  function edit() {
    draft.value = new Map(stored.value)
    form.value = { source: data.value?.notice?.source ?? '', issuedOn: data.value?.notice?.issuedOn ?? '', reason: '', name: '' }
    failed.value = null
  }
  function turn(day: IsoDay) {
    if (draft.value && form.value.name.trim()) draft.value = turned(day, draft.value, form.value.name.trim())
  }
  async function save() {
    failed.value = null
    const days = [...(draft.value?.values() ?? [])].sort((a, b) => a.day.localeCompare(b.day))
    const { source, issuedOn, reason } = form.value
    try {
      data.value = await put<YearView>('/api/calendar/year', {
        reason, year: { year: year.value, source, issuedOn: issuedOn || null, version: data.value?.notice?.version ?? 0, days },
      })
      draft.value = null
      await history.load()
    } catch (problem) {
      failed.value = problem
    }
  }
  return { year, data, trouble, load, history: history.data, named, draft, form, failed, missingNext, keeps, edit, turn, save }
}

/** When something is due that begins on a day. */
export function useDeadline() {
  const from = ref(new Date().toISOString().slice(0, 10))
  const days = ref(5)
  const answer = useLoad(() => ({ from: from.value, days: days.value }), async (asked, signal) =>
    asked.from && asked.days >= 0 && asked.days <= 2000 ? get<Deadline>(`/api/calendar/deadline?from=${asked.from}&days=${asked.days}`, { signal }) : null)
  return { from, days, ...answer }
}
