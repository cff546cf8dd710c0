import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const web = process.cwd()
const files = ['kit', 'worker/src', 'staff/src', 'screen/src'].flatMap((folder) => under(join(web, folder)))

function under(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? under(path) : [path]
  })
}

const name = (file: string) => relative(web, file)
const text = (file: string) => readFileSync(file, 'utf8')
const lines = (file: string) => text(file).trimEnd().split('\n').length

/** The style part of a component or the whole of a style sheet, without comments, media conditions (which cannot read tokens) and an app's own tokens. */
function css(file: string): string {
  const parts = file.endsWith('.css') ? [text(file)] : [...text(file).matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map((match) => match[1])
  return parts.join('\n').replace(/\/\*[^]*?\*\//g, '').replace(/@(?:media|container)[^{]*/g, '')
    .replace(file.endsWith('.css') ? /--[\w-]+:[^;}]*/g : /$^/, '')
}

describe('the web keeps its own rules', () => {
  it('has small files: components to 150 lines, others to 400', () => {
    const long = files.filter((file) => /\.(vue|ts|css)$/.test(file) && !file.endsWith('schema.d.ts'))
      .filter((file) => lines(file) > (file.endsWith('.vue') ? 150 : 400))
    expect(long.map((file) => `${name(file)}: ${lines(file)} lines`)).toEqual([])
  })

  it('decides colours and sizes only in the tokens', () => {
    const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|(?<![\w-])\d*\.?\d+(?:px|rem|pt)\b/gi
    const found = files.filter((file) => /\.(vue|css)$/.test(file) && !file.endsWith('tokens.css'))
      .flatMap((file) => (css(file).match(literal) ?? []).map((what) => `${name(file)}: ${what}`))
    expect(found).toEqual([])
  })
})

describe('the texts', () => {
  const chinese = files.filter((file) => /\/zh\.ts$/.test(file))

  it('exist for every feature', () => {
    expect(chinese.length).toBeGreaterThan(4)
  })

  it.each(chinese.map((file) => [name(file)]))('%s says the same in English', async (file) => {
    const zh = (await import(/* @vite-ignore */ join(web, file))).default as Record<string, string>
    const en = (await import(/* @vite-ignore */ join(web, file.replace(/zh\.ts$/, 'en.ts')))).default as Record<string, string>
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    const values = (words: string) => [...words.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort()
    for (const key of Object.keys(zh)) {
      expect(en[key], key).not.toBe('')
      expect(values(en[key]!), `values of ${key}`).toEqual(values(zh[key]!))
    }
  })
})
