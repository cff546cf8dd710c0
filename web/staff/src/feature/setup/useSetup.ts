import { get, post, Problem } from '@kit/api'
import type { EnrolmentKey, House, Role, UnionKind } from '@kit/api-types'
import { computed, reactive, ref, shallowRef } from 'vue'

export interface Founder {
  role: Role
  key: EnrolmentKey
  username: string
  name: string
  idNumber: string
  password: string
  totp: string
}
export const KINDS: readonly UnionKind[] = ['CITY', 'DISTRICT', 'INDUSTRY', 'STREET', 'TOWN', 'PARK', 'ENTERPRISE', 'FEDERATION']

/** From the set-up secret to three administrators, all of them or none. */
export function useSetup() {
  const house = shallowRef<House | null>(null)
  const secret = ref('')
  const top = reactive({ kind: 'CITY' as UnionKind, name: '' })
  const founders = ref<Founder[]>([])
  const trouble = shallowRef<unknown>(null)
  const busy = ref(false)
  const done = ref(false)
  const over = computed(() => house.value?.empty === false
    || (trouble.value instanceof Problem && trouble.value.reason === 'SET_UP_DONE'))
  const error = (field: string) => (trouble.value instanceof Problem ? trouble.value.of(field) : undefined)

  async function tried(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    trouble.value = null
    try {
      await work()
    } catch (problem) {
      trouble.value = problem
    }
    busy.value = false
  }
  const look = () => tried(async () => {
    house.value = await get<House>('/api/access/house')
  })
  const check = () => tried(async () => {
    const { keys } = await post<{ keys: { role: Role; key: EnrolmentKey }[] }>('/api/access/house/keys', { secret: secret.value })
    founders.value = keys.map((one) => ({ ...one, username: '', name: '', idNumber: '', password: '', totp: '' }))
  })
  const finish = () => tried(async () => {
    const administrators = founders.value.map(({ key, totp, ...rest }) => ({ ...rest, sealed: key.sealed, totp: totp.replace(/\s/g, '') }))
    await post('/api/access/house', { secret: secret.value, ...top, administrators })
    done.value = true
    founders.value = []
    secret.value = ''
  })
  void look()
  return { house, secret, top, founders, trouble, busy, done, over, error, look, check, finish }
}
