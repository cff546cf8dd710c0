import type { FormAnswers, FormOpened } from '@kit/api-types'
import { onLeaving } from '@kit/session'

/** What this device keeps of a form that was begun; `changed` when the server does not have it yet. */
export interface Local { edit: number; answers: FormAnswers; changed: boolean }

const PREFIX = 'niangjia.form.'

export function remember(id: string, local: Local): void {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(local))
  } catch {
    // A full device keeps nothing; the server still does.
  }
}

export function recall(id: string): Local | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + id) ?? 'null') as Local | null
  } catch {
    return null
  }
}

export const forget = (id: string): void => localStorage.removeItem(PREFIX + id)

/** The form as it was when this device last saw it, for when there is no network. */
export function rememberForm(form: FormOpened): void {
  try {
    localStorage.setItem(`${PREFIX}opened.${form.id}`, JSON.stringify({ ...form, draft: null }))
  } catch {
    // A full device asks the server again.
  }
}

export function recallForm(id: string): FormOpened | null {
  return JSON.parse(localStorage.getItem(`${PREFIX}opened.${id}`) ?? 'null') as FormOpened | null
}

/** Whoever signs in next on this device must not find it. */
onLeaving(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name)))
