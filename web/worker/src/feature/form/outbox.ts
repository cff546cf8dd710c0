import { clear, createStore, del, entries, set } from 'idb-keyval'
import { shallowRef } from 'vue'
import { post, Problem, Unreachable } from '@kit/api'
import type { FormAnswers, FormSent, Words } from '@kit/api-types'
import { settled } from '@kit/attachment/useFiles'
import { onLeaving } from '@kit/session'
import { forget } from './local'
import { t } from './messages'
import { inTurn, type Letter } from './letter'

/** Answers that were sent without a network, in the order in which they were; those that the server refused stay until somebody decides. */
export const letters = shallowRef<Letter[]>([])
let store: ReturnType<typeof createStore> | undefined
let going: Promise<void> | undefined
const here = () => (store ??= createStore('niangjia-outbox', 'kept'))

export async function read(): Promise<void> {
  letters.value = inTurn((await entries<string, Letter>(here())).map(([, letter]) => letter))
}

export async function enqueue(letter: { key: string; form: string; title: Words; version: number; answers: FormAnswers; files: string[] }): Promise<void> {
  await set(letter.key, { ...JSON.parse(JSON.stringify(letter)), state: 'waiting', at: Date.now() }, here())
  await read()
}

export async function discard(key: string): Promise<void> {
  await del(key, here())
  await read()
}

/** What was refused before is settled when the form has been sent after all. */
export async function settle(form: string): Promise<void> {
  await Promise.all(letters.value.filter((letter) => letter.form === form).map(({ key }) => del(key, here())))
  await read()
}

/** Sends what waits, one after the other; whoever asks meanwhile waits for the same. */
export function replay(): Promise<void> {
  return (going ??= run().finally(() => { going = undefined }))
}

async function run(): Promise<void> {
  await read()
  for (const letter of letters.value) {
    if (letter.state === 'waiting' && !(await one(letter))) return
  }
}

/** Whether to go on with the next. */
async function one(letter: Letter): Promise<boolean> {
  const refused = async (words: string) => {
    await set(letter.key, { ...letter, state: 'refused', words }, here())
    await read()
    return true
  }
  try {
    const files = await settled(letter.files)
    if (files === 'waiting') return false
    if (files === 'refused') return await refused(t('fileRefused'))
    await post<FormSent>(`/api/form/forms/${letter.form}/answers`, { version: letter.version, answers: letter.answers }, { headers: { 'Idempotency-Key': letter.key } })
    forget(letter.form)
    await discard(letter.key)
    return true
  } catch (problem) {
    if (problem instanceof Problem && problem.status < 500 && problem.status !== 429 && problem.status !== 401) return refused([problem.detail, ...problem.errors.map(({ message }) => message)].join(' '))
    if (problem instanceof Problem || problem instanceof Unreachable) return false
    throw problem
  }
}

onLeaving(async () => {
  await clear(here())
  letters.value = []
})

addEventListener('online', () => void replay())
