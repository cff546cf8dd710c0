import type { ConsentPurpose, ConsentText } from '@kit/api-types'
import { expect, test } from 'vitest'
import { begun, reach } from './useTexts'

const words = (zh: string) => ({ zh, en: `${zh} en` })
const text = (asksAgain: boolean, version: number | null): ConsentText =>
  ({ version, asksAgain, title: words('题'), text: words('文'), changes: words('变'), revision: 1, digest: null, publishedAt: null, intact: true })
const purpose = (draft: ConsentText | null, published: ConsentText[]): ConsentPurpose =>
  ({ purpose: 'PARTNER', published, draft, given: 5, askedAgain: 2, withdrawn: 1, notAsked: 9 })

test('a version that asks again asks all who ever agreed, the others keep what they said', () => {
  expect(reach(purpose(text(true, null), [text(true, 1)]))).toEqual({ again: 7, keep: 0 })
  expect(reach(purpose(text(false, null), [text(true, 1)]))).toEqual({ again: 0, keep: 5 })
})

test('a new draft begins with the words in force and has to say itself what is new', () => {
  const form = begun(purpose(null, [text(false, 2), text(true, 1)]))
  expect(form.text.zh).toBe('文')
  expect(form.changes.zh).toBe('')
  expect(form.asksAgain).toBe(true)
  expect(begun(purpose(text(false, null), [text(true, 1)])).changes.zh).toBe('变')
})
