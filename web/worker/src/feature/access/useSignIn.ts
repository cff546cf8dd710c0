import { computed, nextTick, ref, shallowRef } from 'vue'
import { post, Problem, Unreachable } from '@kit/api'
import type { CodeSent, Instant } from '@kit/api-types'
import { serverNow, useCountdown } from '@kit/clock'
import { time } from '@kit/format'
import { signIn } from '@kit/session'
import { t as common } from '../../ui/messages'
import { t } from './messages'

export interface FieldError { field: string; message: string }

/** The two steps of signing in: the phone, then the code that was sent to it. */
export function useSignIn(onSignedIn: () => unknown) {
  const phone = ref('')
  const code = ref('')
  const sent = shallowRef<CodeSent>()
  const resendAt = ref<Instant>()
  const resendIn = useCountdown(() => resendAt.value)
  const busy = ref(false)
  const errors = shallowRef<FieldError[]>([])
  const errorOf = (field: string) => errors.value.find((error) => error.field === field)?.message
  const masked = computed(() => phone.value.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2'))

  async function attempt(field: string, work: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    errors.value = []
    try {
      await work()
    } catch (error) {
      errors.value = wordsFor(field, error)
    } finally {
      busy.value = false
    }
  }

  async function sendCode(): Promise<void> {
    if (!/^1\d{10}$/.test(phone.value)) {
      errors.value = [{ field: 'phone', message: t('phoneWrong') }]
      return
    }
    await attempt(sent.value ? 'code' : 'phone', async () => {
      sent.value = await post<CodeSent>('/api/access/code', { phone: phone.value })
      resendAt.value = new Date(serverNow() + sent.value.resendInSeconds * 1000).toISOString()
      await nextTick()
      document.getElementById('code')?.focus()
    })
  }

  async function submit(): Promise<void> {
    if (!sent.value) return sendCode()
    if (!/^\d{6}$/.test(code.value)) {
      errors.value = [{ field: 'code', message: t('codeWrong') }]
      return
    }
    await attempt('code', async () => {
      await signIn('/api/access/signin', { phone: phone.value, code: code.value })
      await onSignedIn()
    })
  }

  function otherPhone(): void {
    sent.value = undefined
    code.value = ''
    errors.value = []
  }

  return { phone, code, sent, resendIn, busy, errors, errorOf, masked, sendCode, submit, otherPhone }
}

/** The server's words, with the facts that come with them. */
export function wordsFor(field: string, error: unknown): FieldError[] {
  if (error instanceof Unreachable) return [{ field: '', message: common('unreachable') }]
  if (!(error instanceof Problem)) throw error
  if (error.errors.length > 0) return [...error.errors]
  const { attemptsLeft, until } = error.extras
  const more = typeof attemptsLeft === 'number' ? t('attemptsLeft', { n: attemptsLeft })
    : typeof until === 'string' ? t('lockedUntil', { time: time(until) }) : ''
  const words = error.detail || (error.reason === 'NOT_A_MEMBER' ? t('notMember') : common('failed'))
  return [{ field, message: [words, more].filter(Boolean).join(' ') }]
}
