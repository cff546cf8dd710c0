import { beforeEach, describe, expect, it } from 'vitest'
import { defineMessages, fill, lang, say, speak, textsReady } from './i18n'

describe('texts', () => {
  beforeEach(async () => { await speak('zh') })

  it('fills values and counts nouns', () => {
    expect(fill('还剩 {n} 张', { n: 1200 })).toBe('还剩 1,200 张')
    expect(fill('{n|person|people} ahead', { n: 1 })).toBe('1 person ahead')
    expect(fill('{n|person|people} ahead', { n: 126 })).toBe('126 people ahead')
    expect(fill('{gone}', {})).toBe('')
  })

  it('fetches English only when it is asked for', async () => {
    let fetched = 0
    const t = defineMessages({ hello: '您好' }, async () => { fetched++; return { default: { hello: 'Hello' } } })
    expect(t('hello')).toBe('您好')
    expect(fetched).toBe(0)
    await speak('en')
    expect(t('hello')).toBe('Hello')
    expect(fetched).toBe(1)
    expect(localStorage.getItem('niangjia.lang')).toBe('en')
    expect(document.documentElement.lang).toBe('en-GB')
  })

  it('waits for texts of a feature that comes later', async () => {
    await speak('en')
    const t = defineMessages({ bye: '再见' }, async () => ({ default: { bye: 'Bye' } }))
    await textsReady()
    expect(t('bye')).toBe('Bye')
  })

  it('shows the Chinese of an officer when there is no English', async () => {
    await speak('en')
    expect(say({ zh: '面粉', en: null })).toBe('面粉')
    expect(say({ zh: '面粉', en: 'Flour' })).toBe('Flour')
    expect(lang.value).toBe('en')
  })
})
