import type { Companion } from '@kit/api-types'

export const RELATIONS = ['SPOUSE', 'CHILD', 'PARENT', 'OTHER'] as const

/** So many companions: those written down already stay. */
export function resized(chosen: readonly Companion[], count: number): Companion[] {
  return Array.from({ length: count }, (_, index) => chosen[index] ?? { name: '', relation: 'CHILD' })
}

/** Whether everybody who has to be named is. */
export const complete = (chosen: readonly Companion[], named: boolean) => !named || chosen.every((one) => !!one.name?.trim())

/** What is sent: nothing that is not asked for. */
export const asked = (chosen: readonly Companion[], named: boolean): Companion[] =>
  chosen.map((one) => (named ? { name: one.name?.trim() ?? null, relation: one.relation } : { name: null, relation: null }))
