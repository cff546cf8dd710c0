import { computed, ref, shallowRef } from 'vue'
import { get, post, Problem, Unreachable } from '../api'
import type { Passkey, Session } from '../api-types'
import { named } from '../devices/useDevices'
import { useResource } from '../resource'
import { loadMe, signIn, signOut } from '../session'
import { addPasskey, showPasskey, Stopped } from './browser'
import { t } from './text'

const PATH = '/api/access/passkeys'

/** What went wrong, in words. */
export function wordsOf(problem: unknown): string {
  if (problem instanceof Stopped) return t(problem.why)
  if (problem instanceof Problem && problem.detail) return problem.detail
  if (problem instanceof Problem || problem instanceof Unreachable) return t('unreachable')
  throw problem
}

/** One's passkeys, and how to add and remove one. */
export function usePasskeys() {
  const list = useResource(() => get<Passkey[]>(PATH))
  const busy = ref(false)
  const said = ref('')
  const failure = shallowRef<unknown>()
  const trouble = computed(() => {
    const problem = failure.value ?? list.failure.value
    return problem ? wordsOf(problem) : ''
  })
  /** The server wants a sign-in of minutes ago. */
  const tooLong = computed(() => failure.value instanceof Problem && failure.value.reason === 'SIGN_IN_AGAIN')

  async function changed(work: () => Promise<string>): Promise<void> {
    busy.value = true
    failure.value = undefined
    said.value = ''
    try {
      said.value = await work()
      await list.load()
    } catch (problem) {
      failure.value = problem
    }
    busy.value = false
  }
  const add = () => changed(async () => {
    const here = (await get<Session[]>('/api/access/sessions')).find(({ current }) => current)
    const { name } = await addPasskey(here ? named(here) : t('title'))
    return t('added', { name })
  })
  const remove = (passkey: Passkey) => changed(async () => {
    await post(`${PATH}/${passkey.id}/remove`)
    return t('removed', { name: passkey.name })
  })
  async function again(page: string): Promise<void> {
    await signOut()
    location.assign(page)
  }
  void list.load()
  return { passkeys: computed(() => list.data.value ?? []), has: computed(() => list.data.value !== undefined), busy, said, trouble, tooLong, add, remove, again, load: list.load }
}

/** Signing in with a passkey. */
export function usePasskeySignIn(onSignedIn: () => unknown) {
  const busy = ref(false)
  const trouble = ref('')
  async function signInByPasskey(): Promise<void> {
    busy.value = true
    trouble.value = ''
    try {
      if (!document.cookie.includes('XSRF-TOKEN=')) await loadMe()
      await signIn('/api/access/passkey', await showPasskey())
      await onSignedIn()
    } catch (problem) {
      trouble.value = wordsOf(problem)
    }
    busy.value = false
  }
  return { busy, trouble, signInByPasskey }
}
