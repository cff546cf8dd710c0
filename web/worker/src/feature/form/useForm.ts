import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { get, post, Problem, put, Unreachable } from '@kit/api'
import type { FormAnswers, FormBegun, FormOpened, FormSent } from '@kit/api-types'
import { settled } from '@kit/attachment/useFiles'
import { toSend } from '@kit/form/form'
import { useResource } from '@kit/resource'
import { uuidV7 } from '@kit/uuid'
import { filesOf } from './letter'
import { forget, recall, recallForm, remember, rememberForm } from './local'
import { t } from './messages'
import { enqueue, settle } from './outbox'

const PAUSE_MS = 1_500

/** A form that is being filled in: kept on this device with each change, on the server a moment later, sent once. */
export function useForm(id: string) {
  const answers = ref<FormAnswers>({})
  const savedAt = ref<string | null>(null)
  const unsaved = ref(false)
  const theirs = shallowRef<FormBegun | null>(null)
  const sent = shallowRef<FormSent | null>(null)
  const failure = shallowRef<Problem | Unreachable | null>(null)
  const busy = ref(false)
  let edit = 0
  let key = uuidV7()
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving = Promise.resolve()
  const queued = ref(false)
  const fileTrouble = ref('')
  let away = false
  const form = useResource(ask)
  const errors = computed(() => (failure.value instanceof Problem ? failure.value.errors : [])
    .map(({ field, message }) => ({ field: field.replace(/^answers\./, ''), message })))

  async function ask(): Promise<FormOpened> {
    try {
      const opened = await get<FormOpened>(`/api/form/forms/${id}`)
      away = false
      rememberForm(opened)
      return opened
    } catch (problem) {
      const earlier = problem instanceof Unreachable ? recallForm(id) : null
      if (!earlier) throw problem
      away = true
      return earlier
    }
  }
  async function open() {
    await form.load()
    const draft = form.data.value?.draft
    const local = recall(id)
    edit = local?.edit ?? 0
    answers.value = local?.answers ?? {}
    if (draft && (!local || draft.edit === local.edit && !local.changed)) take(draft)
    else if (draft && draft.edit !== edit) theirs.value = draft
    else if (draft) savedAt.value = draft.savedAt
    else if (!away) edit = 0
    if (local?.changed && !theirs.value) later()
  }
  function take(draft: FormBegun) {
    edit = draft.edit
    answers.value = draft.answers
    savedAt.value = draft.savedAt
    theirs.value = null
    remember(id, { edit, answers: draft.answers, changed: false })
  }
  function change(next: FormAnswers) {
    answers.value = next
    key = uuidV7()
    unsaved.value = true
    fileTrouble.value = ''
    remember(id, { edit, answers: next, changed: true })
    later()
  }
  function later() {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE_MS)
  }
  function save(): Promise<void> {
    clearTimeout(timer)
    saving = saving.then(store)
    return saving
  }
  async function store() {
    const opened = form.data.value
    if (!opened || theirs.value || sent.value || !opened.takes) return
    const mine = answers.value
    try {
      const saved = await put<FormBegun>(`/api/form/forms/${id}/draft`, { edit, given: { version: opened.version, answers: mine } })
      edit = saved.edit
      savedAt.value = saved.savedAt
      unsaved.value = answers.value !== mine
      remember(id, { edit, answers: answers.value, changed: unsaved.value })
    } catch (problem) {
      if (problem instanceof Problem && problem.reason === 'SAVED_ELSEWHERE') theirs.value = (problem.extras.theirs as FormBegun) ?? null
      else if (problem instanceof Problem && problem.reason) failure.value = problem
    }
  }
  /** Keeps this device's draft: the other's number is taken over, its words are not. */
  async function keepMine() {
    edit = theirs.value?.edit ?? 0
    theirs.value = null
    await save()
  }
  async function send() {
    const opened = form.data.value
    if (!opened) return
    busy.value = true
    failure.value = null
    clearTimeout(timer)
    await saving
    const body = { version: opened.version, answers: toSend(opened.definition, answers.value) }
    const files = filesOf(opened.definition, body.answers)
    try {
      const state = files.length ? await settled(files) : 'kept'
      if (state === 'refused') fileTrouble.value = t('fileRefused')
      if (state === 'waiting') throw new Unreachable('files wait for the network')
      if (state === 'kept') sent.value = await post<FormSent>(`/api/form/forms/${id}/answers`, body, { headers: { 'Idempotency-Key': key } })
      if (sent.value) {
        forget(id)
        await settle(id).catch(() => undefined)
      }
    } catch (problem) {
      if (!(problem instanceof Problem) && !(problem instanceof Unreachable)) throw problem
      if (problem instanceof Unreachable) queued.value = await enqueue({ key, form: id, title: opened.definition.title, ...body, files }).then(() => true, () => false)
      if (!queued.value) failure.value = problem
      if (problem instanceof Problem && problem.reason === 'VERSION_CHANGED') await form.load()
    }
    busy.value = false
  }
  const back = () => { if (unsaved.value) void save() }
  addEventListener('online', back)
  watch(() => id, open, { immediate: true })
  onScopeDispose(() => {
    removeEventListener('online', back)
    if (unsaved.value) void save()
    clearTimeout(timer)
  })
  return { form, answers, savedAt, unsaved, theirs, sent, failure, errors, busy, queued, fileTrouble, change, take, keepMine, send }
}
