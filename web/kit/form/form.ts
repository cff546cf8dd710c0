import type { FormAnswers, FormDefinition, FormField } from '../api-types'
import { say, tag } from '../i18n'
import { t } from './text'

export interface FormFault { field: string; message: string }

const empty = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && !value.trim()) || (Array.isArray(value) && !value.length)

/** The questions that are asked, given what was answered so far; one pass, for each depends on earlier ones only. */
export function asked(definition: FormDefinition, answers: FormAnswers): FormField[] {
  const shown: FormField[] = []
  for (const field of definition.fields) {
    const condition = field.showIf
    const on = condition && shown.some((each) => each.key === condition.field) ? answers[condition.field] : undefined
    const chosen = Array.isArray(on) ? on : [on]
    if (!condition || chosen.some((value) => condition.anyOf.includes(String(value)))) shown.push(field)
  }
  return shown
}

/** What goes to the server: what is asked and answered, nothing else. */
export function toSend(definition: FormDefinition, answers: FormAnswers): FormAnswers {
  return Object.fromEntries(asked(definition, answers).filter((field) => field.kind !== 'NOTE' && !empty(answers[field.key])).map((field) => [field.key, answers[field.key]]))
}

/** What this device sees at once; the server looks again by the same definition. */
export function faults(definition: FormDefinition, answers: FormAnswers): FormFault[] {
  return asked(definition, answers).flatMap((field) => {
    const message = field.kind === 'NOTE' ? '' : fault(field, answers[field.key])
    return message ? [{ field: field.key, message }] : []
  })
}

function fault(field: FormField, value: unknown): string {
  if (empty(value)) return field.required ? t('required', { label: say(field.label) }) : ''
  if (field.kind === 'PHONE' && !/^(\+?86)?1\d{10}$/.test(String(value).replace(/[\s-]/g, ''))) return t('phone')
  if (field.kind === 'PLACE' && empty((value as { words?: string }).words)) return t('placeWords')
  if (field.kind === 'MULTI' && Array.isArray(value) && field.most && value.length > field.most) return t('atMost', { n: field.most })
  if (field.kind !== 'NUMBER' && field.kind !== 'MONEY') return ''
  if (typeof value !== 'number') return t('number')
  const money = field.kind === 'MONEY'
  const least = field.min ?? (money ? 0 : undefined)
  if ((least !== undefined && value < least) || (field.max !== undefined && value > field.max)) {
    return t('between', { from: bound(least, money), to: bound(field.max, money) })
  }
  return ''
}

const bound = (value: number | undefined, money: boolean) => (value === undefined ? '…' : String(money ? value / 100 : value))

/** Yuan as they are typed to fen; text that is no amount stays text, so that nothing typed is lost. */
export function typed(field: FormField, text: string): unknown {
  const money = field.kind === 'MONEY'
  const clean = text.trim().replace(/[，,](?=\d{3})/g, '')
  if (!clean) return ''
  if (!/^-?\d{1,15}(\.\d+)?$/.test(clean)) return text
  if (!money) return (clean.split('.')[1]?.length ?? 0) > (field.decimals ?? 0) ? text : Number(clean)
  const [yuan = '0', fen = ''] = clean.split('.')
  return fen.length > 2 || yuan.startsWith('-') ? text : Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
}

/** What a field for numbers shows: fen become yuan. */
export function untyped(field: FormField, value: unknown): string {
  if (field.kind === 'MONEY' && typeof value === 'number') return (value / 100).toFixed(2).replace(/\.00$/, '')
  return value === undefined || value === null ? '' : String(value)
}

export const yuan = (fen: number) => (fen / 100).toLocaleString(tag(), { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** The sum below the form, in words; empty when it has none. */
export function total(definition: FormDefinition, answers: FormAnswers): string {
  if (!definition.total) return ''
  const parts = asked(definition, answers).filter((field) => definition.total?.fields.includes(field.key))
  const sum = parts.reduce((before, field) => before + (typeof answers[field.key] === 'number' ? (answers[field.key] as number) : 0), 0)
  return shownTotal(definition, sum)
}

export function shownTotal(definition: FormDefinition, sum: number): string {
  const first = definition.fields.find((field) => field.key === definition.total?.fields[0])
  return first?.kind === 'MONEY' ? t('yuan', { amount: yuan(sum) }) : [sum.toLocaleString(tag()), say(first?.unit)].filter(Boolean).join(' ')
}

/** An answer as people read it. */
export function shownAnswer(field: FormField, value: unknown): string {
  if (empty(value)) return '–'
  const label = (one: unknown) => say(field.options.find((option) => option.value === one)?.label) || String(one)
  switch (field.kind) {
    case 'CHOICE': return label(value)
    case 'MULTI': return (value as unknown[]).map(label).join(t('comma'))
    case 'MONEY': return t('yuan', { amount: yuan(Number(value)) })
    case 'NUMBER': return [Number(value).toLocaleString(tag()), say(field.unit)].filter(Boolean).join(' ')
    case 'FILE': return t('files', { n: (value as unknown[]).length })
    case 'PLACE': return (value as { words: string }).words
    default: return String(value)
  }
}
