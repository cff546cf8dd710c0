import type { FileKind, FormDefinition, FormField, FormKind, Words } from '@kit/api-types'

export const kinds: readonly FormKind[] = ['TEXT', 'LONG_TEXT', 'NUMBER', 'CHOICE', 'MULTI', 'DATE', 'MONEY', 'PHONE', 'PLACE', 'FILE', 'NOTE']
export const chooses = (field: FormField) => field.kind === 'CHOICE' || field.kind === 'MULTI'
export const fileKinds: readonly FileKind[] = ['PHOTO', 'DOCUMENT', 'VOICE', 'VIDEO']
export const counts = (field: FormField) => field.kind === 'NUMBER' || field.kind === 'MONEY'

const words = (zh: string, en?: string | null): Words => ({ zh, en: en || null })

/** A form that asks one thing, to begin with. */
export function blank(title: string, question: string): FormDefinition {
  return { title: words(title), personal: true, once: false, fields: [plain('q1', question)] }
}

const plain = (key: string, label: string): FormField => ({ key, kind: 'TEXT', label: words(label), required: false, options: [] })

/** Adds a question under the first key that no question has; keys stay when questions move. */
export function added(definition: FormDefinition, label: string): FormDefinition {
  let number = definition.fields.length + 1
  while (definition.fields.some((field) => field.key === `q${number}`)) number++
  return { ...definition, fields: [...definition.fields, plain(`q${number}`, label)] }
}

/** Another kind keeps the words and drops what the new kind has not. */
export function turned(field: FormField, kind: FormKind): FormField {
  const { key, label, hint, showIf } = field
  const next: FormField = { key, kind, label, hint, showIf, required: kind !== 'NOTE' && field.required, options: [] }
  if (chooses(next)) next.options = field.options.length ? field.options : ['一', '二'].map((zh, index) => ({ value: `o${index + 1}`, label: words(zh) }))
  return next
}

export const optionLines = (field: FormField) => field.options.map(({ label }) => (label.en ? `${label.zh} | ${label.en}` : label.zh)).join('\n')

/** An option that is still there keeps its value, so that conditions and earlier answers still mean it; so does one that was renamed in its place. */
export function optionsOf(text: string, before: FormField['options']): FormField['options'] {
  const lines = text.split('\n').map((line) => line.split('|').map((part) => part.trim())).filter(([zh]) => zh)
  const same = lines.map(([zh]) => before.find((option) => option.label.zh === zh)?.value)
  const used = new Set<string>()
  const free = (value: string | undefined) => (value && !used.has(value) ? value : '')
  return lines.map(([zh = '', en], index) => {
    const here = before[index]?.value
    let value = free(same[index]) || (here && !same.includes(here) && lines.length === before.length ? free(here) : '')
    for (let number = 1; !value; number++) {
      const next = `o${number}`
      if (!used.has(next) && !before.some((option) => option.value === next)) value = next
    }
    used.add(value)
    return { value, label: words(zh, en) }
  })
}

/** Moves or takes away a question, with every condition and sum that would hang in the air. */
export function tidied(definition: FormDefinition): FormDefinition {
  const earlier: FormField[] = []
  const fields = definition.fields.map((field) => {
    const asked = earlier.find((each) => each.key === field.showIf?.field && chooses(each))
    const anyOf = field.showIf?.anyOf.filter((value) => asked?.options.some((option) => option.value === value)) ?? []
    const next = { ...field, showIf: asked && field.showIf ? { field: field.showIf.field, anyOf } : undefined }
    earlier.push(next)
    return next
  })
  const summed = definition.total?.fields.filter((key) => fields.some((field) => field.key === key && counts(field))) ?? []
  return { ...definition, fields, total: definition.total ? { ...definition.total, fields: summed } : undefined }
}

export function moved(definition: FormDefinition, from: number, to: number): FormDefinition {
  const fields = [...definition.fields]
  const [field] = fields.splice(from, 1)
  if (field && to >= 0) fields.splice(to, 0, field)
  return tidied({ ...definition, fields })
}

/** As the server takes it: without empty words and without a total that has no name. */
export function cleaned(definition: FormDefinition): FormDefinition {
  const kept = (value: Words | undefined) => (value?.zh.trim() ? words(value.zh, value.en) : undefined)
  return {
    ...definition,
    lead: kept(definition.lead),
    fields: definition.fields.map((field) => ({ ...field, hint: kept(field.hint), unit: kept(field.unit), showIf: field.showIf?.anyOf.length ? field.showIf : undefined })),
    total: definition.total && kept(definition.total.label) ? definition.total : undefined,
  }
}
