import { expect, it } from 'vitest'
import { keepPromise, keptPromise } from './promise'
import { tapped } from './useDraw'

it('ranks places in the order tapped, and takes one out when it is tapped again', () => {
  expect(tapped(tapped(tapped([], 'b'), 'a'), 'c')).toEqual(['b', 'a', 'c'])
  expect(tapped(['b', 'a', 'c'], 'a')).toEqual(['b', 'c'])
})

it('remembers what was promised first', () => {
  keepPromise('x', 'one')
  keepPromise('x', 'two')
  expect(keptPromise('x')).toBe('one')
})
