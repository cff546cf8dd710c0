import { computed, shallowRef } from 'vue'
import { get, onSignedOut, post } from './api'
import type { Me, Role } from './api-types'
import { learnTime } from './clock'

/** Who is using this page; null until the server has been asked. */
export const me = shallowRef<Me | null>(null)
export const signedIn = computed(() => me.value?.signedIn === true)
const leaving = new Set<() => unknown>()

export function hasRole(...roles: Role[]): boolean {
  return me.value?.duties.some((duty) => roles.includes(duty.role)) ?? false
}

export async function loadMe(): Promise<Me> {
  return timed(() => get<Me>('/api/access/me'))
}

/** Sends a sign-in and takes on the account it answers with. */
export async function signIn(path: '/api/access/signin' | '/api/access/staff' | '/api/access/passkey', body: unknown): Promise<Me> {
  if (!document.cookie.includes('XSRF-TOKEN=')) await loadMe()
  return timed(() => post<Me>(path, body))
}

/** What has to be wiped from the device when the account is left. */
export function onLeaving(wipe: () => unknown): void {
  leaving.add(wipe)
}

export async function signOut(): Promise<void> {
  await post('/api/access/signout')
  await Promise.all([...leaving].map((wipe) => wipe()))
  await loadMe()
}

async function timed(ask: () => Promise<Me>): Promise<Me> {
  const sentAt = Date.now()
  const answer = await ask()
  learnTime(answer.serverTime, sentAt, Date.now())
  me.value = answer
  return answer
}

onSignedOut(() => {
  if (me.value?.signedIn) me.value = { signedIn: false, serverTime: me.value.serverTime, demo: me.value.demo, duties: [] }
})
