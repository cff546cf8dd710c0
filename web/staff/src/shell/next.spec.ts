import { expect, test } from 'vitest'
import { destination } from './next'

const origin = 'https://union.example'

test('a page of the console stays inside', () => {
  expect(destination('/benefit?phase=OPEN', origin)).toEqual({ inside: '/benefit?phase=OPEN' })
  expect(destination('/staff/people', origin)).toEqual({ inside: '/people' })
  expect(destination('/staff', origin)).toEqual({ inside: '/' })
})
test('the wall is another application of the same server', () => {
  expect(destination('/screen/?lang=en', origin)).toEqual({ outside: '/screen/?lang=en' })
})
test('another server is never a destination', () => {
  for (const next of ['https://evil.example/', '//evil.example/screen/', '/\\evil.example', 'screen', undefined, ['/a']]) {
    expect(destination(next, origin)).toEqual({ inside: '/' })
  }
})
