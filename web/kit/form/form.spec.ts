// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { FormDefinition } from '../api-types'
import DynForm from './DynForm.vue'
import { asked, faults, toSend, total, typed, untyped } from './form'

const words = (zh: string) => ({ zh })
const plain = { options: [], required: false }
const definition = {
  title: words('表'), personal: false, once: false,
  fields: [
    { ...plain, key: 'how', kind: 'CHOICE', label: words('怎么来'), required: true, options: [{ value: 'bus', label: words('公交') }, { value: 'car', label: words('开车') }] },
    { ...plain, key: 'fee', kind: 'MONEY', label: words('停车费'), required: true, max: 5000, showIf: { field: 'how', anyOf: ['car'] } },
    { ...plain, key: 'more', kind: 'MONEY', label: words('其他') },
    { ...plain, key: 'days', kind: 'MULTI', label: words('哪天'), most: 1, options: [{ value: 'a', label: words('一') }, { value: 'b', label: words('二') }] },
    { ...plain, key: 'tel', kind: 'PHONE', label: words('手机') },
  ],
  total: { label: words('合计'), fields: ['fee', 'more'] },
} as unknown as FormDefinition

describe('what a form asks', () => {
  it('depends on what is chosen, and what is not asked is not sent', () => {
    expect(asked(definition, {}).map((field) => field.key)).not.toContain('fee')
    const answers = { how: 'car', fee: 1200, more: 50 }
    expect(asked(definition, answers).map((field) => field.key)).toContain('fee')
    expect(total(definition, answers)).toContain('12.50')
    expect(toSend(definition, { ...answers, how: 'bus', tel: ' ', odd: 1 })).toEqual({ how: 'bus', more: 50 })
    expect(total(definition, { ...answers, how: 'bus' })).toContain('0.50')
  })

  it('says what is wrong with each answer', () => {
    const found = faults(definition, { how: 'car', fee: 6000, more: 'x', days: ['a', 'b'], tel: '12' })
    expect(found.map((fault) => fault.field)).toEqual(['fee', 'more', 'days', 'tel'])
    expect(found[0]?.message).toContain('50')
  })

  it('takes yuan as fen to the last fen, and keeps what is no amount', () => {
    const fee = definition.fields[1]!
    for (let fen = 0; fen < 30_000; fen += 7) expect(typed(fee, untyped(fee, fen))).toBe(fen)
    expect(typed(fee, '1,234.5')).toBe(123450)
    expect([typed(fee, '0.1'), typed(fee, '1.234'), typed(fee, '一百'), typed(fee, '')]).toEqual([10, '1.234', '一百', ''])
  })
})

describe('the drawn form', () => {
  const draw = (answers: Record<string, unknown>) => mount(DynForm, { props: { definition, modelValue: answers }, attachTo: document.body })

  it('offers choices as radios with the question as their legend', async () => {
    const form = draw({})
    expect(form.findAll('select')).toHaveLength(0)
    expect(form.find('fieldset legend').text()).toContain('怎么来')
    await form.findAll('input[type=radio]')[1]!.trigger('change')
    expect(form.emitted('update:modelValue')?.[0]).toEqual([{ how: 'car' }])
    form.unmount()
  })

  it('sends nothing wrong: one summary, linked, an error beside, the focus on it', async () => {
    const form = draw({ how: 'car' })
    expect(form.find('[role=alert]').exists()).toBe(false)
    await form.find('form').trigger('submit')
    await new Promise((done) => setTimeout(done))
    expect(form.emitted('send')).toBeUndefined()
    expect(form.findAll('[role=alert] a')).toHaveLength(1)
    expect(document.activeElement).toBe(form.find('[role=alert]').element)
    await form.find('[role=alert] a').trigger('click')
    const input = form.find('input[inputmode=decimal]')
    expect(document.activeElement).toBe(input.element)
    expect(input.attributes('aria-describedby')).toContain('-error')
    form.unmount()
  })

  it('sends what is right', async () => {
    const form = draw({ how: 'bus' })
    await form.find('form').trigger('submit')
    expect(form.emitted('send')).toHaveLength(1)
    form.unmount()
  })
})
