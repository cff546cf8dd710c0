import { get, post, Problem, put } from '@kit/api'
import type { RuleDetail, RuleReport, RuleTable } from '@kit/api-types'
import { computed, ref, shallowRef } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { shownTable } from './table'

/** A rule on its writer's desk: what is written here, what the server has, and what is wrong with it. */
export function useRule(id: string) {
  const path = `/api/rule/tables/${id}`
  const detail = shallowRef<RuleDetail | null>(null)
  const reports = shallowRef<RuleReport[]>([])
  const table = ref<RuleTable | null>(null)
  const failed = shallowRef<unknown>(null)
  const busy = ref(false)
  const said = ref('')
  const stored = ref('')
  const dirty = computed(() => !!table.value && JSON.stringify(table.value) !== stored.value)
  const { trouble, load } = useLoad(() => id, async (_id, signal) => {
    const [found, tried] = await Promise.all([get<RuleDetail>(path, { signal }), get<RuleReport[]>(`${path}/reports`, { signal })])
    reports.value = tried
    return take(found)
  })

  function take(found: RuleDetail): RuleDetail {
    detail.value = found
    table.value = shownTable(found.table)
    stored.value = JSON.stringify(table.value)
    return found
  }
  async function doing(words: string, work: () => Promise<RuleDetail>): Promise<boolean> {
    busy.value = true
    failed.value = null
    said.value = ''
    try {
      take(await work())
      said.value = words
    } catch (problem) {
      failed.value = problem
    }
    busy.value = false
    return !failed.value
  }
  /** Throws what went wrong, for a dialog that says it. */
  async function step(words: string, work: () => Promise<RuleDetail>) {
    if (!(await doing(words, work))) {
      const problem = failed.value
      failed.value = null
      throw problem
    }
  }
  const edit = () => detail.value?.edit ?? 0
  const save = (words: string) => doing(words, () => put<RuleDetail>(`${path}/draft`, { edit: edit(), table: table.value }))
  const importFile = (words: string, dmn: string) => doing(words, () => put<RuleDetail>(`${path}/dmn`, { edit: edit(), dmn }))
  const propose = (words: string, wish: { from: string; until: string; reason: string }) =>
    step(words, () => post<RuleDetail>(`${path}/propose`, { ...wish, until: wish.until || null, edit: edit() }))
  const enact = (words: string) => step(words, () => post<RuleDetail>(`${path}/enact`, { edit: edit() }))
  const sendBack = (words: string) => step(words, () => post<RuleDetail>(`${path}/return`, { edit: edit() }))
  async function report(): Promise<RuleReport | null> {
    if (dirty.value && !(await save(''))) return null
    let made: RuleReport | null = null
    await doing('', async () => {
      made = await post<RuleReport>(`${path}/reports`, { edit: edit() })
      return get<RuleDetail>(path)
    })
    return made
  }
  const set = (next: RuleTable) => { table.value = next }
  const reset = () => { if (detail.value) take(detail.value); failed.value = null }
  /** What the server says of one field, such as `clauses[2].when[0]`. */
  const wrong = (field: string) => (failed.value instanceof Problem ? failed.value.of(field) : undefined)
  return { detail, table, reports, failed, busy, said, dirty, trouble, load, save, importFile, propose, enact, sendBack, report, set, reset, wrong }
}
