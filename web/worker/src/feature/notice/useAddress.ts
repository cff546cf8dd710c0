import { computed, nextTick, ref, shallowRef } from 'vue'
import { post, Problem, put, Unreachable } from '@kit/api'
import type { AddressCodeSent, Instant, NoticeChoice } from '@kit/api-types'
import { serverNow, useCountdown } from '@kit/clock'
import { time } from '@kit/format'
import { t as common } from '../../ui/messages'
import { t } from './messages'

export interface Wrong { field: string; message: string }

/** The two steps of giving an e-mail address: the address, then the code that was sent there. */
export function useAddress(done: (choice: NoticeChoice) => unknown) {
  const address = ref('')
  const code = ref('')
  const sent = shallowRef<AddressCodeSent>()
  const busy = ref(false)
  const wrong = shallowRef<Wrong>()
  const resendAt = ref<Instant>()
  const resendIn = useCountdown(() => resendAt.value)
  const wrongAt = (field: string) => computed(() => (wrong.value?.field === field ? wrong.value.message : ''))

  async function attempt(field: string, work: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    wrong.value = undefined
    try {
      await work()
    } catch (error) {
      wrong.value = words(field, error)
    } finally {
      busy.value = false
    }
  }

  async function send(): Promise<void> {
    if (!/^\S+@\S+\.\S+$/.test(address.value)) {
      wrong.value = { field: 'address', message: t('addressWrong') }
      return
    }
    await attempt(sent.value ? 'code' : 'address', async () => {
      sent.value = await post<AddressCodeSent>('/api/notice/address/code', { address: address.value })
      resendAt.value = new Date(serverNow() + sent.value.resendInSeconds * 1000).toISOString()
      await nextTick()
      document.getElementById('code')?.focus()
    })
  }

  async function submit(): Promise<void> {
    if (!sent.value) return send()
    if (!/^\d{6}$/.test(code.value)) {
      wrong.value = { field: 'code', message: t('codeWrong') }
      return
    }
    await attempt('code', async () => done(await put<NoticeChoice>('/api/notice/address', { address: address.value, code: code.value })))
  }

  function another(): void {
    sent.value = undefined
    code.value = ''
    wrong.value = undefined
  }

  return { address, code, sent, busy, wrong, addressWrong: wrongAt('address'), codeWrong: wrongAt('code'), resendIn, send, submit, another }
}

/** The server's words, beside the field that they are about. */
export function words(field: string, error: unknown): Wrong {
  if (error instanceof Unreachable) return { field, message: common('unreachable') }
  if (!(error instanceof Problem)) throw error
  const own = error.errors[0]
  if (own) return { field: own.field, message: own.message }
  const { attemptsLeft, until } = error.extras
  const more = typeof attemptsLeft === 'number' ? t('attemptsLeft', { n: attemptsLeft })
    : typeof until === 'string' ? t('lockedUntil', { time: time(until) }) : ''
  return { field, message: [error.detail || common('failed'), more].filter(Boolean).join(' ') }
}
