import { describe, expect, it } from 'vitest'
import { BOX, picture } from './picture'

const words = (zh: string) => ({ zh, en: null })
const step = (code: string, choices: { code: string; to?: string; end?: { code: string; name: { zh: string; en: null } } }[]) =>
  ({ code, name: words(code), role: 'OFFICER' as const, due: '1d', byCategory: false, escalate: '1d', apart: [], choices: choices.map((one) => ({ to: null, end: null, ...one, name: words(one.code) })) })

describe('the picture of a case type', () => {
  const drawn = picture({ steps: [
    step('a', [{ code: 'on', to: 'b' }, { code: 'no', end: { code: 'NO', name: words('no') } }]),
    step('b', [{ code: 'back', to: 'a' }, { code: 'done', end: { code: 'DONE', name: words('done') } }]),
  ] })
  it('has a box for each step and each end, one below the other', () => {
    expect(drawn.boxes.map((box) => box.code)).toEqual(['a', 'b', 'end:NO', 'end:DONE'])
    expect(drawn.boxes.every((box, index) => box.y === index * (BOX.height + BOX.gap))).toBe(true)
  })
  it('has an arrow for each choice, from where it is made to where it leads', () => {
    expect(drawn.arrows.map((one) => `${one.from} ${one.choice} ${one.to}`)).toEqual(['a on b', 'a no end:NO', 'b back a', 'b done end:DONE'])
  })
  it('keeps arrows back on the left and long ones on the right', () => {
    expect(drawn.arrows.find((one) => one.choice === 'back')!.anchor).toBe('end')
    expect(drawn.arrows.find((one) => one.choice === 'no')!.anchor).toBe('start')
  })
})
