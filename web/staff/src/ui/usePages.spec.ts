import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { cleaned, query, usePages } from './usePages'

async function pages(address: string) {
  let found!: ReturnType<typeof usePages>
  const page = defineComponent({ setup() { found = usePages(20); return () => h('p') } })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }] })
  await router.push(address)
  mount(page, { global: { plugins: [router] } })
  return { found, router }
}

test('the address holds the way through the pages', async () => {
  const { found, router } = await pages('/?phase=OPEN')
  await found.next({ items: [], next: 'x', total: 60 })
  await found.next({ items: [], next: 'y', total: 60 })
  expect(router.currentRoute.value.fullPath).toBe('/?phase=OPEN&after=x&after=y')
  expect([found.after.value, found.first.value]).toEqual(['y', 41])
  await found.previous()
  await found.previous()
  expect(router.currentRoute.value.fullPath).toBe('/?phase=OPEN')
})

test('another filter starts from the first page', async () => {
  const { found, router } = await pages('/?after=x&phase=OPEN')
  await found.filter({ phase: undefined, state: 'LEFT' })
  expect(router.currentRoute.value.fullPath).toBe('/?state=LEFT')
})

test('what is empty is left out', () => {
  expect(query({ a: '', b: 0, c: undefined, d: '王' })).toBe('b=0&d=%E7%8E%8B')
  expect(cleaned({ a: [], b: 'x', c: undefined })).toEqual({ b: 'x' })
})
