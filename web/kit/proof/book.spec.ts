import { describe, expect, it } from 'vitest'
import { BookCheck, hashOf, startOf, type Line } from './book'
import { hex } from './sm3'

const OFFERING = '01930000-0000-7000-8000-000000000001'

/** A sound book of that many lines. */
function book(count: number): { lines: Line[]; head: string } {
  const lines: Line[] = []
  let hash = startOf(OFFERING)
  for (let number = 1; number <= count; number++) {
    const booking = `01930000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
    const line = { number, booking, place: OFFERING, waits: number % 3 === 0, atMicros: 1_790_000_000_000_000 + number, hash: '' }
    hash = hashOf(hash, line)
    lines.push({ ...line, hash: hex(hash) })
  }
  return { lines, head: hex(hash) }
}

function faultOf(lines: Line[], number: number, head: string) {
  const check = new BookCheck(OFFERING)
  check.take(lines)
  check.end(number, head)
  return check.fault
}

describe('a published book', () => {
  const { lines, head } = book(9)
  const edited = (index: number, change: Partial<Line>) => lines.map((line, i) => (i === index ? { ...line, ...change } : line))

  it('is worked out as the server and the command do', () => {
    expect(faultOf(lines, 9, head)).toBeNull()
    expect(faultOf([], 0, hex(startOf(OFFERING)))).toBeNull()
  })

  it.each([
    ['another booking', { booking: OFFERING }],
    ['another place', { place: '01930000-0000-7000-8000-00000000ffff' }],
    ['earlier by a microsecond', { atMicros: lines[4]!.atMicros - 1 }],
    ['waiting instead of booked', { waits: !lines[4]!.waits }],
    ['another hash', { hash: '0'.repeat(64) }],
  ])('shows an edit: %s', (_what, change) => {
    expect(faultOf(edited(4, change), 9, head)).toEqual({ kind: 'line', number: 5 })
  })

  it('shows a line that was taken out, two that were swapped, and a tail that was cut', () => {
    expect(faultOf(lines.toSpliced(4, 1), 9, head)).toEqual({ kind: 'missing', number: 5 })
    expect(faultOf(lines.with(4, lines[5]!).with(5, lines[4]!), 9, head)).toEqual({ kind: 'missing', number: 5 })
    expect(faultOf(lines.slice(0, 7), 9, head)).toEqual({ kind: 'missing', number: 8 })
    expect(faultOf(lines.slice(0, 7), 7, head)).toEqual({ kind: 'head', number: 7 })
  })
})
