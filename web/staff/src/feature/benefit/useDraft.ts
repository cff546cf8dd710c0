import { get, post, Problem, put } from '@kit/api'
import type { Detail, Draft, Opened, UnionRef, Uuid } from '@kit/api-types'
import { serverNow } from '@kit/clock'
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { blank, messageFor, stepOf, STEPS, tidy, type FieldError, type Step } from './draft'

const PATH = '/api/benefit/console/offerings'
const PAUSE_MS = 600

/** One offering being written: the draft, what is wrong with it, how a worker would see it, and its saving. */
export function useDraft(given: Uuid | undefined, union: Uuid) {
  const id = ref(given)
  const draft = reactive<Draft>(blank(union, serverNow()))
  /** The unions that a stored draft names. */
  const unions = shallowRef<readonly UnionRef[]>([])
  const ready = ref(!given)
  const published = ref(false)
  const trouble = shallowRef<unknown>(null)
  const errors = shallowRef<readonly FieldError[]>([])
  const detail = shallowRef<Detail | null>(null)
  const checking = ref(false)
  const savedAs = ref('')
  /** The draft as the server last found nothing wrong with it. */
  const soundAs = ref('')
  /** Steps already left once; only their problems are shown, so that a blank form does not complain. */
  const seen = reactive(new Set<Step>())
  const text = computed(() => JSON.stringify(tidy(draft)))
  const dirty = computed(() => ready.value && !published.value && text.value !== savedAs.value)
  const sound = computed(() => soundAs.value === text.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load(): Promise<void> {
    trouble.value = null
    try {
      const found = await get<Opened>(`${PATH}/${id.value}`)
      Object.assign(draft, found.draft)
      published.value = found.card.phase !== 'DRAFT'
      unions.value = found.among ? [found.card.union, found.among] : [found.card.union]
      savedAs.value = text.value
      STEPS.forEach((step) => seen.add(step))
      ready.value = true
    } catch (problem) {
      trouble.value = problem
    }
  }

  async function check(): Promise<void> {
    const mine = ++turn
    const asked = text.value
    checking.value = true
    try {
      const answer = await post<Detail>(`${PATH}/preview`, tidy(draft))
      if (mine !== turn) return
      detail.value = answer
      soundAs.value = asked
      errors.value = []
      trouble.value = null
    } catch (problem) {
      if (mine === turn) refuse(problem)
    }
    if (mine === turn) checking.value = false
  }

  function refuse(problem: unknown): void {
    if (problem instanceof Problem && problem.errors.length) errors.value = problem.errors
    else trouble.value = problem
  }

  /** Stores the draft; tells whether that worked. */
  async function save(): Promise<boolean> {
    const body = tidy(draft)
    try {
      if (id.value) await put(`${PATH}/${id.value}`, body)
      else id.value = (await post<{ id: Uuid }>(PATH, body)).id
      savedAs.value = JSON.stringify(body)
      errors.value = []
      trouble.value = null
      return true
    } catch (problem) {
      STEPS.forEach((step) => seen.add(step))
      refuse(problem)
      return false
    }
  }

  /** Saves what is written and publishes it; throws what the server says no with. */
  async function publish(): Promise<void> {
    if ((dirty.value || !id.value) && !(await save())) throw trouble.value ?? new Problem(400, '', '', errors.value, {}, null)
    await post(`${PATH}/${id.value}/publish`)
    published.value = true
  }

  if (given) void load()
  else savedAs.value = text.value
  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), PAUSE_MS)
  })
  watch(ready, (now) => { if (now && !published.value) void check() }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  const problems = (step: Step) => errors.value.filter(({ field }) => stepOf(field) === step)
  const message = (field: string) => (seen.has(stepOf(field)) ? messageFor(errors.value, field) : undefined)
  return { id, draft, unions, ready, published, trouble, errors, detail, checking, sound, dirty, seen, load, check, save, publish, problems, message }
}

export type DraftForm = ReturnType<typeof useDraft>
