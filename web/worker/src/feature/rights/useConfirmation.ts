import { ref } from 'vue'
import { post, Problem, Unreachable } from '@kit/api'
import type { Instant } from '@kit/api-types'
import { serverNow, useCountdown } from '@kit/clock'
import { time } from '@kit/format'
import { t as common } from '../../ui/messages'
import { t } from './messages'

interface Sent { phoneMasked: string; resendInSeconds: number }

/** A fresh code from the person's own phone, and what it is wanted for. */
export function useConfirmation(work: (code: string) => Promise<unknown>) {
  const code = ref('')
  const sent = ref(false)
  const busy = ref(false)
  const wrong = ref('')
  const resendAt = ref<Instant>()
  const resendIn = useCountdown(() => resendAt.value)

  async function attempt(what: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    wrong.value = ''
    try {
      await what()
    } catch (error) {
      wrong.value = words(error)
    } finally {
      busy.value = false
    }
  }

  const send = () => attempt(async () => {
    const answer = await post<Sent>('/api/rights/code')
    resendAt.value = new Date(serverNow() + answer.resendInSeconds * 1000).toISOString()
    sent.value = true
  })

  const submit = () => {
    if (!/^\d{6}$/.test(code.value)) {
      wrong.value = t('codeWrong')
      return Promise.resolve()
    }
    return attempt(async () => {
      await work(code.value)
      code.value = ''
      sent.value = false
    })
  }
  return { code, sent, busy, wrong, resendIn, send, submit }
}

/** The server's words, with how many tries are left or until when there are none. */
export function words(error: unknown): string {
  if (error instanceof Unreachable) return common('unreachable')
  if (!(error instanceof Problem)) throw error
  const { attemptsLeft, until } = error.extras
  const more = typeof attemptsLeft === 'number' ? t('attemptsLeft', { n: attemptsLeft })
    : error.reason === 'LOCKED' && typeof until === 'string' ? t('lockedUntil', { time: time(until) }) : ''
  return [error.of('code') ?? error.detail, more].filter(Boolean).join(' ')
}
