import { ref } from 'vue'
import { get, Problem, put, Unreachable } from '@kit/api'
import type { Consent } from '@kit/api-types'
import { say } from '@kit/i18n'
import { useResource } from '@kit/resource'
import { announce } from '../../ui/announce'
import { t as common } from '../../ui/messages'
import { t } from './messages'

const PATH = '/api/rights/consents'

/** What the worker is asked to agree to, and their answers. One tap is one answer; there is nothing to confirm. */
export function useConsents() {
  const consents = useResource(() => get<Consent[]>(PATH))
  const busy = ref('')
  const failed = ref('')

  async function answer(consent: Consent, given: boolean): Promise<void> {
    if (busy.value) return
    busy.value = consent.purpose
    failed.value = ''
    try {
      consents.data.value = await put<Consent[]>(PATH, { purpose: consent.purpose, version: consent.version, given })
      announce(t(given ? 'saidGiven' : 'saidWithdrawn', { title: say(consent.title) }))
    } catch (error) {
      if (error instanceof Problem && error.reason === 'NEWER_TEXT') await consents.load()
      failed.value = words(error)
    } finally {
      busy.value = ''
    }
  }
  return { consents, busy, failed, answer }
}

function words(error: unknown): string {
  if (error instanceof Unreachable) return common('unreachable')
  if (error instanceof Problem) return error.detail || t('notSaved')
  throw error
}

export const LOOK = { GIVEN: 'good', WITHDRAWN: '', NOT_ASKED: 'info', ASKED_AGAIN: 'warn' } as const

/** The choices that a state leaves, the one that is likelier first; true is to agree. */
export function choices(state: Consent['state']): { given: boolean; label: 'agree' | 'agreeAgain' | 'refuse' | 'withdraw' }[] {
  switch (state) {
    case 'GIVEN': return [{ given: false, label: 'withdraw' }]
    case 'WITHDRAWN': return [{ given: true, label: 'agree' }]
    case 'ASKED_AGAIN': return [{ given: true, label: 'agreeAgain' }, { given: false, label: 'refuse' }]
    case 'NOT_ASKED': return [{ given: true, label: 'agree' }, { given: false, label: 'refuse' }]
  }
}
