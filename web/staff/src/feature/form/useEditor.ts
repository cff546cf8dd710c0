import { get, post, Problem, put } from '@kit/api'
import type { FormDefinition, FormDetail, FormField } from '@kit/api-types'
import { computed, ref, shallowRef } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { cleaned } from './editor'

/** A form on its writer's table: what is written here, what the server has, and what somebody else left meanwhile. */
export function useEditor(id: string) {
  const path = `/api/form/console/forms/${id}`
  const detail = shallowRef<FormDetail | null>(null)
  const definition = ref<FormDefinition | null>(null)
  const failed = shallowRef<unknown>(null)
  const theirs = shallowRef<{ edit: number; definition: FormDefinition } | null>(null)
  const busy = ref(false)
  const said = ref('')
  const stored = ref('')
  const dirty = computed(() => !!definition.value && JSON.stringify(definition.value) !== stored.value)
  const { trouble, load } = useLoad(() => id, async (_id, signal) => take(await get<FormDetail>(path, { signal })))

  function take(found: FormDetail): FormDetail {
    detail.value = found
    definition.value = found.definition
    stored.value = JSON.stringify(found.definition)
    return found
  }
  async function doing(words: string, work: () => Promise<FormDetail>): Promise<boolean> {
    busy.value = true
    failed.value = null
    said.value = ''
    let done = false
    try {
      take(await work())
      said.value = words
      done = true
    } catch (problem) {
      failed.value = problem
      const { theirs: version, definition: found } = problem instanceof Problem ? problem.extras : {}
      if (version && found) theirs.value = { edit: (version as { publishedAt?: string; edit: number }).publishedAt ? 0 : (version as { edit: number }).edit, definition: found as FormDefinition }
    }
    busy.value = false
    return done
  }
  const store = () => put<FormDetail>(`${path}/draft`, { edit: detail.value?.edit ?? 0, definition: cleaned(definition.value!) })
  const save = (words: string) => doing(words, store)
  const publish = async (words: string) => {
    if ((dirty.value || !detail.value?.edit) && !(await save(''))) return
    await doing(words, () => post<FormDetail>(`${path}/publish`, { edit: detail.value?.edit }))
  }
  const close = (words: string) => doing(words, () => post<FormDetail>(`${path}/close`))
  /** Goes on from what somebody else saved; one's own words only if wanted. */
  function settle(mine: boolean) {
    if (!theirs.value || !detail.value) return
    detail.value = { ...detail.value, edit: theirs.value.edit }
    if (!mine) definition.value = theirs.value.definition
    theirs.value = null
    failed.value = null
  }
  const set = (next: FormDefinition) => { definition.value = next }
  const field = (index: number, next: FormField) => { if (definition.value) set({ ...definition.value, fields: definition.value.fields.map((old, at) => (at === index ? next : old)) }) }
  /** What the server says of one question. */
  const wrong = (index: number) => (failed.value instanceof Problem ? failed.value.errors.filter((error) => error.field.startsWith(`definition.fields[${index}].`)).map((error) => error.message).join(' ') : '')
  return { detail, definition, failed, theirs, busy, said, dirty, trouble, load, save, publish, close, settle, set, field, wrong }
}
