import { Problem, Unreachable } from '@kit/api'
import { afterEach, expect, test, vi } from 'vitest'
import { memoryDrawer } from './drawer'
import { Notebook } from './notebook'
import { judge, readVoucher, useRedeem } from './useRedeem'

const no = (status: number, reason = '', extras = {}) => new Problem(status, reason, '', [], extras, null)
const network = { offline: () => false, lost: vi.fn(), changed: async () => undefined }
afterEach(() => vi.unstubAllGlobals())

test('a code may be typed in any case, with or without the dash', () => {
  expect(readVoucher(' abcd-2345 ')).toEqual({ code: 'ABCD-2345' })
  expect(readVoucher('abcd2345')).toEqual({ code: 'ABCD-2345' })
  expect(readVoucher('abcd')).toBeNull()
})
test('a scanned token is sent as it is', () => {
  expect(readVoucher('NJ1.aB-c_d.xyz\n')).toEqual({ token: 'NJ1.aB-c_d.xyz' })
})
test('every refusal has its own words', () => {
  const first = { at: '2026-11-22T02:00:00Z', gate: '东门' }
  expect(judge(no(409, 'ALREADY_REDEEMED', { first }))).toEqual({ kind: 'again', ...first })
  expect(judge(no(409, 'FORGED')).kind).toBe('forged')
  expect(judge(no(409, 'NOT_CONFIRMED')).kind).toBe('unconfirmed')
  expect(judge(no(409, 'TOO_LATE')).kind).toBe('expired')
  expect(judge(no(404)).kind).toBe('unknown')
})
test('without an answer nobody knows whether it was redeemed, a refused request redeemed nothing', () => {
  expect(judge(new Unreachable('line'))).toMatchObject({ kind: 'noAnswer', unsure: true })
  expect(judge(no(429))).toMatchObject({ kind: 'noAnswer', unsure: false })
})
test('the gate is remembered and the list grows', async () => {
  localStorage.clear()
  const booking = { id: 'b', number: 7 }
  vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify({ outcome: 'REDEEMED', booking, holder: '王*强' }))))
  const { gate, redeem, count, outcome, log } = useRedeem(new Notebook(memoryDrawer()), network)
  gate.value = '东门 '
  await redeem({ code: 'ABCD-2345' })
  expect(outcome.value).toMatchObject({ kind: 'redeemed', holder: '王*强' })
  expect([count.value, log.value.length, localStorage.getItem('niangjia.gate')]).toEqual([1, 1, '东门'])
})
test('without a network and without a list nothing is claimed', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => { throw new TypeError('no network') }))
  const { gate, redeem, outcome } = useRedeem(new Notebook(memoryDrawer()), network)
  gate.value = '东门'
  await redeem({ code: 'ABCD-2345' })
  expect(outcome.value).toMatchObject({ kind: 'noAnswer', unsure: true })
  expect(network.lost).toHaveBeenCalled()
})
