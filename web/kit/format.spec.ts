import { beforeEach, describe, expect, it } from 'vitest'
import { day, duration, span, until, when } from './format'
import { speak } from './i18n'

describe('times in words', () => {
  beforeEach(async () => { await speak('zh') })

  it('gives the two largest units', () => {
    expect(duration(0)).toBe('0 秒')
    expect(duration(65)).toBe('1 分 5 秒')
    expect(duration(3 * 3600 + 60)).toBe('3 小时 1 分')
    expect(duration(2 * 86_400)).toBe('2 天 0 小时')
  })

  it('uses the calendar of Beijing wherever the phone is', () => {
    expect(day('2026-11-21T16:30:00Z')).toBe('11月22日 周日')
    const now = Date.parse('2026-11-22T02:00:00Z')
    expect(when('2026-11-22T03:00:00Z', now)).toBe('今天 11:00')
    expect(when('2026-11-22T16:00:00Z', now)).toBe('明天 00:00')
  })

  it('says midnight as the day before', () => {
    expect(until('2027-12-31T16:00:00Z')).toBe('2027年12月31日')
    expect(until('2027-12-31T10:00:00Z')).toBe('2027年12月31日 18:00')
  })

  it('names a year by its first and last day', () => {
    expect(span('2026-12-31T16:00:00Z', '2027-12-31T16:00:00Z')).toBe('2027年1月1日 – 2027年12月31日')
    expect(span('2026-12-05T06:00:00Z', '2026-12-05T08:00:00Z')).toBe('12月5日 周六 14:00–\u206016:00')
  })
})
