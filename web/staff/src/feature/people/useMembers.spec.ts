import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useMembers } from './useMembers'

const asked: string[] = []
beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('fetch', vi.fn(async (path: string) => {
    asked.push(path)
    return new Response(JSON.stringify({ items: [], next: null, total: 0 }))
  }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function members(address: string) {
  let found!: ReturnType<typeof useMembers>
  const page = defineComponent({ setup() { found = useMembers(); return () => h('p') } })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }] })
  await router.push(address)
  const wrapper = mount(page, { global: { plugins: [router] } })
  return { found, router, wrapper }
}

test('conditions in the address are asked for', async () => {
  const { wrapper } = await members('/?state=LEFT&group=OUTDOOR&after=c1')
  expect(asked).toEqual(['/api/people/members?state=LEFT&group=OUTDOOR&after=c1&limit=30'])
  wrapper.unmount()
})

test('a searched number never gets into the address, and the list starts again', async () => {
  const { found, router, wrapper } = await members('/?after=c1')
  found.words.value = '14000000001'
  await vi.advanceTimersByTimeAsync(500)
  expect(router.currentRoute.value.fullPath).toBe('/')
  expect(asked.at(-1)).toBe('/api/people/members?query=14000000001&limit=30')
  wrapper.unmount()
})
