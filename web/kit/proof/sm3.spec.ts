import { describe, expect, it } from 'vitest'
import { hex, sm3, unhex } from './sm3'

const text = (words: string) => new TextEncoder().encode(words)

describe('SM3', () => {
  it('keeps the examples of GB/T 32905-2016, annex A', () => {
    expect(hex(sm3(text('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(hex(sm3(text('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })

  it('hashes nothing, and a million letters', () => {
    expect(hex(sm3(text('')))).toBe('1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b')
    expect(hex(sm3(text('a'.repeat(1_000_000))))).toBe('c8aaf89429554029e231941a2acc0ad61ff2a5acd8fadd25847a3a732b3b02c3')
  })

  it('hashes what ends at, before and after the edge of a block', () => {
    const sizes = [55, 56, 63, 64, 65, 119, 120]
    expect(new Set(sizes.map((size) => hex(sm3(new Uint8Array(size))))).size).toBe(sizes.length)
  })
})

it('reads what it writes, with or without hyphens', () => {
  expect(hex(unhex('0193-ab'))).toBe('0193ab')
})
