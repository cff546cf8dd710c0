import type { Instant } from './api-types'
import { lang, tag } from './i18n'

/** Calendar and clock are those of the unions, wherever the phone is. */
const ZONE = 'Asia/Shanghai'

const shown = (at: Instant | number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(tag(), { timeZone: ZONE, hour12: false, ...options }).format(new Date(at))

/** `11月22日 周日` or `Sun 22 Nov`. */
export const day = (at: Instant | number) =>
  shown(at, { month: 'short', day: 'numeric', weekday: 'short' }).replace(/日(?=周)/, '日 ').replace(',', '')
/** `2027年1月1日` or `1 Jan 2027`. */
export const dayWithYear = (at: Instant | number) => shown(at, { year: 'numeric', month: 'short', day: 'numeric' })
/** `10:00`. */
export const time = (at: Instant | number) => shown(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** `10:00:05`. */
export const timeWithSeconds = (at: Instant | number) =>
  shown(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
export const dayTime = (at: Instant | number) => `${day(at)} ${time(at)}`

const isoDay = (at: Instant | number) => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(at))

/** `今天 10:00`, `明天 10:00` or the date. */
export function when(at: Instant | number, now: number): string {
  if (isoDay(at) === isoDay(now)) return `${lang.value === 'en' ? 'today' : '今天'} ${time(at)}`
  if (isoDay(at) === isoDay(now + DAY_MS)) return `${lang.value === 'en' ? 'tomorrow' : '明天'} ${time(at)}`
  return dayTime(at)
}

const DAY_MS = 86_400_000
/** Word joiner: no line ends between the two hours. */
const GLUE = '\u2060'

/** From start to end: a day with its hours, or for longer spans the days, the last one included. */
export function span(from: Instant, to: Instant): string {
  if (Date.parse(to) - Date.parse(from) < DAY_MS) return `${day(from)} ${time(from)}–${GLUE}${time(to)}`
  return `${dayWithYear(from)} – ${dayWithYear(Date.parse(to) - 1)}`
}

/** The last moment something is good for; midnight is said as the day before it. */
export function until(at: Instant): string {
  return time(at) === '00:00' ? dayWithYear(Date.parse(at) - 1) : `${dayWithYear(at)} ${time(at)}`
}

/** `2 天 3 小时`, `25 分 04 秒`: the two largest units of a number of seconds. */
export function duration(seconds: number): string {
  const en = lang.value === 'en'
  const s = Math.max(0, Math.round(seconds))
  const parts: [number, string, string][] = [
    [Math.floor(s / 86_400), '天', 'd'],
    [Math.floor(s / 3600) % 24, '小时', 'h'],
    [Math.floor(s / 60) % 60, '分', 'min'],
    [s % 60, '秒', 's'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  const chosen = first < 0 ? parts.slice(3) : parts.slice(first, first + 2)
  return chosen.map(([count, zh, short]) => `${count} ${en ? short : zh}`).join(' ')
}
