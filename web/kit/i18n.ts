import { ref, shallowRef } from 'vue'
import type { Words } from './api-types'

export type Lang = 'zh' | 'en'
/** The same keys in another language. */
export type Same<M> = { readonly [K in keyof M]: string }
export type Values = Record<string, string | number>

const KEY = 'niangjia.lang'
const pending = new Map<() => Promise<unknown>, Promise<unknown> | null>()

/** The language now shown; change it with `speak`. */
export const lang = ref<Lang>(remembered())
document.documentElement.lang = tag()

function remembered(): Lang {
  const stored = localStorage.getItem(KEY)
  return stored === 'en' || stored === 'zh' ? stored : 'zh'
}

/** Language tag for dates and numbers. */
export function tag(): string {
  return lang.value === 'en' ? 'en-GB' : 'zh-CN'
}

/** Loads the language's texts first, then switches, so that no half-translated screen is ever shown. */
export async function speak(next: Lang): Promise<void> {
  if (next === 'en') await loadEnglish()
  lang.value = next
  localStorage.setItem(KEY, next)
  document.documentElement.lang = tag()
}

/** Resolves when all texts of the language now shown are there. Routers wait for it before they show a page. */
export async function textsReady(): Promise<void> {
  if (lang.value === 'en') await loadEnglish()
}

async function loadEnglish(): Promise<void> {
  await Promise.all([...pending].map(([load, running]) => {
    const promise = running ?? load()
    pending.set(load, promise)
    return promise
  }))
}

/**
 * Makes a feature's `t()`. Chinese comes with the code, English is fetched when somebody reads English.
 * `{name}` stands for a value, `{n|person|people}` for a number with its noun.
 */
export function defineMessages<const M extends Record<string, string>>(zh: M, english: () => Promise<{ default: Same<M> }>) {
  const en = shallowRef<Same<M>>()
  const load = () => english().then((module) => { en.value = module.default })
  pending.set(load, lang.value === 'en' ? load() : null)
  return (key: keyof M & string, values: Values = {}): string => {
    const text = (lang.value === 'en' && en.value ? en.value : zh)[key] ?? key
    return fill(text, values)
  }
}

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_all, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return ''
    const shown = typeof value === 'number' ? value.toLocaleString(tag()) : value
    return one === undefined ? shown : `${shown} ${Number(value) === 1 ? one : many}`
  })
}

/** An officer's text in the language now shown. */
export function say(words: Words | null | undefined): string {
  if (!words) return ''
  return lang.value === 'en' && words.en ? words.en : words.zh
}
