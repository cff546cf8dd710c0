import { readFileSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Connect, Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** One project, three pages: the worker app at `/`, the console at `/staff/`, the wall at `/screen/`. */
function pages(): Plugin {
  const forward: Connect.NextHandleFunction = (request, _response, next) => {
    const path = request.url?.split('?')[0] ?? '/'
    if (request.headers.accept?.includes('text/html') && !path.startsWith('/api/')) {
      const app = /^\/(staff|screen)(\/|$)/.exec(path)?.[1] ?? 'worker'
      request.url = `/${app}/index.html`
    }
    next()
  }
  let out = ''
  return {
    name: 'niangjia-pages',
    configResolved: (config) => { out = config.build.outDir },
    configureServer: (server) => void server.middlewares.use(forward),
    closeBundle() {
      renameSync(join(out, 'worker/index.html'), join(out, 'index.html'))
      rmdirSync(join(out, 'worker'))
    },
  }
}

/** Writes into the service worker which files make up the worker app, so that it can keep them for use without a network. */
function offline(): Plugin {
  const files = new Set<string>()
  let out = ''
  return {
    name: 'niangjia-offline',
    configResolved: (config) => { out = config.build.outDir },
    generateBundle(_options, bundle) {
      const visit = (name: string) => {
        const part = bundle[name]
        if (files.has(name) || part?.type !== 'chunk') return
        files.add(name)
        part.viteMetadata?.importedCss.forEach((css) => files.add(css))
        part.imports.forEach(visit)
        part.dynamicImports.forEach(visit)
      }
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === 'chunk' && part.isEntry && part.name === 'worker') visit(name)
      }
    },
    closeBundle() {
      const present = new Set(readdirSync(join(out, 'assets')).map((name) => `assets/${name}`))
      const list = [...files].filter((name) => present.has(name)).sort().map((name) => `/${name}`)
      const script = join(out, 'sw.js')
      const text = readFileSync(script, 'utf8')
      if (!text.includes('const FILES = []')) throw new Error('sw.js has no line "const FILES = []" to fill')
      writeFileSync(script, text.replace('const FILES = []', `const FILES = ${JSON.stringify(list)}`))
    },
  }
}

export default defineConfig({
  root: here('.'),
  publicDir: here('worker/public'),
  plugins: [vue(), offline(), pages()],
  resolve: { alias: { '@kit': here('kit') } },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      input: {
        worker: here('worker/index.html'),
        staff: here('staff/index.html'),
        screen: here('screen/index.html'),
      },
    },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.NIANGJIA_PORT ?? '8080'}` } },
  test: {
    environment: 'happy-dom',
    include: ['kit/**/*.spec.ts', '{worker,staff,screen}/src/**/*.spec.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
