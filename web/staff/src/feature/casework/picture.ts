import type { CaseTypeView } from '@kit/api-types'

export interface Box { code: string; y: number; end: boolean }
export interface Arrow { from: string; to: string; choice: string; path: string; labelX: number; labelY: number; anchor: 'start' | 'middle' | 'end' }
export interface Picture { boxes: Box[]; arrows: Arrow[]; height: number; width: number }

export const BOX = { width: 220, height: 56, gap: 60, left: 150 } as const
const LANE = 26
const STEP = 18

/** Lays the steps out below each other, ends last. An arrow to the next box goes straight down, one further down keeps right, one back keeps left. */
export function picture(type: Pick<CaseTypeView, 'steps'>): Picture {
  const ends = [...new Set(type.steps.flatMap((step) => step.choices.flatMap((choice) => (choice.end ? [choice.end.code] : []))))]
  const codes = [...type.steps.map((step) => step.code), ...ends.map((end) => `end:${end}`)]
  const y = (index: number) => index * (BOX.height + BOX.gap)
  const boxes = codes.map((code, index) => ({ code, y: y(index), end: code.startsWith('end:') }))
  const arrows: Arrow[] = []
  const lanes = { left: 0, right: 0 }
  const leaving = new Map<string, number>()
  for (const [from, step] of type.steps.entries()) {
    for (const choice of step.choices) {
      const to = codes.indexOf(choice.end ? `end:${choice.end.code}` : choice.to ?? '')
      if (to < 0) continue
      const side = `${from}${to > from}`
      const nth = to === from + 1 ? 0 : leaving.get(side) ?? 0
      if (to !== from + 1) leaving.set(side, nth + 1)
      arrows.push(arrow(from, to, choice.code, { lanes, y, nth }))
    }
  }
  return { boxes: boxes, arrows: arrows.map((one) => ({ ...one, from: codes[Number(one.from)]!, to: codes[Number(one.to)]! })), height: y(codes.length) - BOX.gap, width: BOX.left * 2 + BOX.width }
}

interface Room { lanes: { left: number; right: number }; y: (index: number) => number; nth: number }

function arrow(from: number, to: number, choice: string, { lanes, y, nth }: Room): Arrow {
  const middle = BOX.left + BOX.width / 2
  const base = { from: String(from), to: String(to), choice }
  if (to === from + 1) {
    const top = y(from) + BOX.height
    return { ...base, path: `M${middle} ${top}V${y(to) - 4}`, labelX: middle + 8, labelY: top + BOX.gap / 2 + 4, anchor: 'start' }
  }
  const right = to > from
  const lane = right ? ++lanes.right : ++lanes.left
  const edge = right ? BOX.left + BOX.width : BOX.left
  const x = right ? edge + 18 + lane * LANE : edge - 18 - lane * LANE
  const start = y(from) + BOX.height / 2 + (right ? 0 : -8) + nth * STEP
  const stop = y(to) + BOX.height / 2 + (right ? -8 : 8)
  return { ...base, path: `M${edge} ${start}H${x}V${stop}H${right ? edge + 4 : edge - 4}`, labelX: right ? edge + 8 : edge - 8, labelY: start - 4, anchor: right ? 'start' : 'end' }
}
