import type { SignedList } from '@kit/api-types'
import { beforeAll, expect, test } from 'vitest'
import { memoryDrawer } from './drawer'
import { hashed, type Entry } from './list'
import { Notebook } from './notebook'

const BOOKING = '019aa5b0-1111-7222-8333-444455556666'
const OFFERING = '019aa5b0-0000-7000-8000-000000000001'
const words = (zh: string) => ({ zh })
let pair: CryptoKeyPair
let key = ''
const url64 = (data: ArrayBuffer) => Buffer.from(data).toString('base64url')

beforeAll(async () => {
  pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  key = url64(await crypto.subtle.exportKey('raw', pair.publicKey))
})

const sign = async (data: Uint8Array<ArrayBuffer>) => url64(await crypto.subtle.sign('Ed25519', pair.privateKey, data))

async function signed(salt: string, endsInMs: number, entries: Partial<Entry>[] = [{}]): Promise<SignedList> {
  const session = { startsAt: '2026-01-01T00:00:00Z', endsAt: new Date(Date.now() + endsInMs).toISOString(), venue: words('站') }
  const full = { id: await hashed(salt, BOOKING), code: await hashed(salt, 'ABCD2345'), holder: '王*', place: 0 }
  const list = JSON.stringify({
    offering: OFFERING, title: words('面粉'), salt, madeAt: new Date().toISOString(),
    places: [{ id: 'p', session, kind: words('一袋'), capacity: 3 }], entries: entries.map((entry) => ({ ...full, ...entry })),
  })
  return { list, key, signature: await sign(new TextEncoder().encode(`NJL1.${list}`)) }
}

async function token(booking = BOOKING): Promise<string> {
  const payload = new Uint8Array(24)
  payload.set(Buffer.from(booking.replaceAll('-', ''), 'hex'))
  return `NJ1.${url64(payload.buffer)}.${await sign(payload)}`
}

async function notebook(endsInMs = 60_000, entries?: Partial<Entry>[]) {
  const book = new Notebook(memoryDrawer())
  expect(await book.take(await signed('s', endsInMs, entries))).toBe(true)
  return book
}

test('a list that the server did not sign is not taken', async () => {
  const list = await signed('s', 60_000)
  const book = new Notebook(memoryDrawer())
  expect(await book.take({ ...list, list: list.list.replace('面粉', '白面') })).toBe(false)
  expect(await book.redeem('k', { code: 'ABCD-2345' }, '东门')).toEqual({ kind: 'noList' })
})
test('a voucher is taken once, by code or by token, and told where it was', async () => {
  const book = await notebook()
  expect(await book.redeem('k1', { token: await token() }, '东门')).toMatchObject({ kind: 'kept', holder: '王*', title: words('面粉') })
  expect(await book.redeem('k2', { code: 'abcd2345' }, '西门')).toMatchObject({ kind: 'again', gate: '东门' })
  expect((await book.waiting()).map((line) => line.key)).toEqual(['k1'])
})
test('a token of somebody else is forged, a genuine one of another offering is not listed', async () => {
  const book = await notebook()
  const good = await token()
  const spoilt = `${good.slice(0, -6)}AAAAAA`
  expect((await book.redeem('k', { token: spoilt }, '东门')).kind).toBe('forged')
  expect((await book.redeem('k', { token: 'NJ1.x.y' }, '东门')).kind).toBe('forged')
  expect((await book.redeem('k', { token: await token(OFFERING) }, '东门')).kind).toBe('notListed')
  expect((await book.redeem('k', { code: 'ZZZZ-ZZZZ' }, '东门')).kind).toBe('notListed')
})
test('what is over or was used before the list was made is not taken', async () => {
  expect((await (await notebook(-1000)).redeem('k', { code: 'ABCD-2345' }, '东门')).kind).toBe('expired')
  const used = { at: '2026-01-01T00:00:00Z', gate: '南门' }
  expect(await (await notebook(60_000, [{ used }])).redeem('k', { code: 'ABCD-2345' }, '东门')).toEqual({ kind: 'again', ...used })
})
test('a newer list does not forget what has not been told', async () => {
  const book = await notebook()
  await book.redeem('k1', { code: 'ABCD-2345' }, '东门')
  await book.take(await signed('other salt', 60_000))
  expect(await book.redeem('k2', { token: await token() }, '东门')).toMatchObject({ kind: 'again', gate: '东门' })
})
test('what was redeemed with a network is known without one', async () => {
  const book = await notebook()
  await book.remember(OFFERING, BOOKING, { at: '2026-01-01T00:00:00Z', gate: '北门' })
  expect(await book.redeem('k', { code: 'ABCD-2345' }, '东门')).toMatchObject({ kind: 'again', gate: '北门' })
})
test('who leaves takes the lists along but not what has to be told', async () => {
  const book = await notebook()
  await book.redeem('k1', { code: 'ABCD-2345' }, '东门')
  await book.wipe()
  expect([(await book.lists()).length, (await book.waiting()).length]).toEqual([0, 1])
})
