import { Problem } from '@kit/api'
import { dayTime } from '@kit/format'
import { signIn } from '@kit/session'
import { computed, reactive, ref, shallowRef } from 'vue'
import { explain } from '../../ui/explain'
import { t } from './text'

type Name = 'username' | 'password' | 'totp'

/** The sign-in form: complains beside the fields only after the first try, and clears as they are put right. */
export function useSignIn(onDone: () => unknown) {
  const form = reactive<Record<Name, string>>({ username: '', password: '', totp: '' })
  const tried = ref(false)
  const busy = ref(false)
  const refused = shallowRef<unknown>(null)

  const missing = computed<Partial<Record<Name, string>>>(() => ({
    ...(form.username.trim() ? {} : { username: t('needUsername') }),
    ...(form.password ? {} : { password: t('needPassword') }),
    ...(/^\d{6}$/.test(digits(form.totp)) ? {} : { totp: t('needTotp') }),
  }))
  const errors = computed<Partial<Record<Name, string>>>(() => {
    const server = refused.value instanceof Problem ? refused.value : null
    const told = (name: Name) => server?.of(name)
    return Object.fromEntries((['username', 'password', 'totp'] as const)
      .map((name) => [name, (tried.value ? missing.value[name] : undefined) ?? told(name)]))
  })
  const message = computed(() => (refused.value ? words(refused.value) : ''))

  async function submit(): Promise<Name | null> {
    tried.value = true
    refused.value = null
    const first = (['username', 'password', 'totp'] as const).find((name) => missing.value[name])
    if (first || busy.value) return first ?? null
    busy.value = true
    try {
      await signIn('/api/access/staff', { username: form.username.trim(), password: form.password, totp: digits(form.totp) })
      await onDone()
    } catch (problem) {
      refused.value = problem
      form.totp = ''
      tried.value = false
    }
    busy.value = false
    return null
  }

  return { form, errors, message, busy, submit }
}

const digits = (text: string) => text.replace(/\s/g, '')

function words(problem: unknown): string {
  if (!(problem instanceof Problem)) return explain(problem)
  if (problem.reason === 'LOCKED' && typeof problem.extras.until === 'string') return t('locked', { time: dayTime(problem.extras.until) })
  if (problem.status === 401) return t('wrong')
  if (problem.status === 429 && problem.retryAfterSeconds) return t('tooOften', { seconds: problem.retryAfterSeconds })
  return explain(problem)
}
