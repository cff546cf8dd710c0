import { get, post, Problem } from '@kit/api'
import type { SignOnProvider } from '@kit/api-types'
import { loadMe, signIn } from '@kit/session'
import { ref, shallowRef } from 'vue'
import { explain } from '../../ui/explain'
import { t } from './text'

const NEXT = 'niangjia.next'

/** The providers of this house; the page works without them, also when they cannot be asked for. */
export function useProviders() {
  const providers = shallowRef<SignOnProvider[]>([])
  const trouble = ref('')
  const busy = ref(false)
  get<SignOnProvider[]>('/api/access/providers').then((all) => { providers.value = all }, () => {})

  /** Goes to the provider, and remembers where to go afterwards. */
  async function begin(provider: SignOnProvider, next: string): Promise<void> {
    busy.value = true
    trouble.value = ''
    try {
      if (!document.cookie.includes('XSRF-TOKEN=')) await loadMe()
      const { address } = await post<{ address: string }>('/api/access/sign-on', { provider: provider.id })
      sessionStorage.setItem(NEXT, next)
      location.assign(address)
    } catch (problem) {
      trouble.value = explain(problem)
      busy.value = false
    }
  }
  return { providers, trouble, busy, begin }
}

/** What the provider sent back, taken out of the address so that no copy of it stays there. */
export async function finish(provider: string, query: URLSearchParams): Promise<string> {
  if (query.has('error')) throw new Problem(401, '', t('signOnStopped'), [], {}, null)
  await signIn('/api/access/sign-on/finish', {
    provider, state: query.get('state') ?? '', code: query.get('code') ?? '', issuer: query.get('iss'),
  })
  const next = sessionStorage.getItem(NEXT) ?? '/'
  sessionStorage.removeItem(NEXT)
  return next
}

/** Why it did not work, with what the administrator needs to know to link somebody. */
export function wordsOf(problem: unknown): string {
  const identity = problem instanceof Problem ? problem.extras.identity : undefined
  const why = explain(problem)
  return typeof identity === 'string' ? t('identityIs', { why, identity }) : why
}
