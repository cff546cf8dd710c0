import { post, Problem } from '@kit/api'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'

export type RevealField = 'PHONE' | 'ID_NUMBER'
export const REASONS = ['CONTACT', 'CHECK_IDENTITY', 'CORRECT_RECORD', 'HANDLE_REQUEST', 'OTHER'] as const

/** One whole number, asked for with a reason and forgotten again after its minute. */
export function useReveal(member: () => string, field: () => RevealField) {
  const shown = ref('')
  const left = ref(0)
  const reason = ref<(typeof REASONS)[number]>('CONTACT')
  const note = ref<string | null>('')
  const problem = shallowRef<Problem | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  function hide() {
    clearInterval(timer)
    shown.value = ''
    left.value = 0
  }

  async function reveal() {
    problem.value = null
    try {
      const answer = await post<{ value: string; hideInSeconds: number }>(
        `/api/people/members/${member()}/reveal`, { field: field(), reason: reason.value, note: note.value || null })
      hide()
      shown.value = answer.value
      left.value = answer.hideInSeconds
      timer = setInterval(() => { if (--left.value <= 0) hide() }, 1000)
      note.value = ''
    } catch (error) {
      if (error instanceof Problem) problem.value = error
      throw error
    }
  }

  watch(member, hide)
  onScopeDispose(hide)
  return { shown, left, reason, note, problem, reveal }
}
