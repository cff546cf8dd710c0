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

/** A page of the console that a gate without a network does not need. */
const NOT_FOR_GATES = /\/staff\/src\/feature\/(?!gate\/|signin\/).*\.vue$/

/** Writes into the service workers which files make up their app, so that they can keep them for use without a network. */
function offline(): Plugin {
  const workers: { app: string; script: string; needed: (module: string) => boolean; files: Set<string> }[] = [
    { app: 'worker', script: 'sw.js', needed: () => true, files: new Set() },
    { app: 'staff', script: 'staff/sw.js', needed: (module) => !NOT_FOR_GATES.test(module), files: new Set() },
  ]
  let out = ''
  return {
    name: 'niangjia-offline',
    configResolved: (config) => { out = config.build.outDir },
    generateBundle(_options, bundle) {
      for (const { app, needed, files } of workers) {
        const visit = (name: string) => {
          const part = bundle[name]
          if (files.has(name) || part?.type !== 'chunk' || !needed(part.facadeModuleId?.split('?')[0] ?? '')) return
          files.add(name)
          part.viteMetadata?.importedCss.forEach((css) => files.add(css))
          part.imports.forEach(visit)
          part.dynamicImports.forEach(visit)
        }
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk' && part.isEntry && part.name === app) visit(name)
        }
      }
    },
    closeBundle() {
      const present = new Set(readdirSync(join(out, 'assets')).map((name) => `assets/${name}`))
      for (const { script, files } of workers) {
        const list = [...files].filter((name) => present.has(name)).sort().map((name) => `/${name}`)
        const text = readFileSync(join(out, script), 'utf8')
        if (!text.includes('const FILES = []')) throw new Error(`${script} has no line "const FILES = []" to fill`)
        writeFileSync(join(out, script), text.replace('const FILES = []', `const FILES = ${JSON.stringify(list)}`))
      }
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
