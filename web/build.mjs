// Builds the web pages, doing only what changed since the last time, so that every Maven build can call it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = dirname(fileURLToPath(import.meta.url))
const SKIP = new Set(['node_modules', 'dist'])

function stop(message) {
  console.error(message)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`The web pages need Node 20.19 or newer to build; this is Node ${process.versions.node}. Please install a newer one.`)
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !SKIP.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of files) hash.update(file.slice(web.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function run(command, args) {
  const windows = process.platform === 'win32'
  const result = spawnSync(command, args, { cwd: web, stdio: 'inherit', shell: windows })
  if (result.error) stop(`Could not start ${command}: ${result.error.message}`)
  if (result.status !== 0) stop(`${command} ${args.join(' ')} failed (exit ${result.status}).`)
}

/** Runs `work` unless the stamp already carries this hash and the outcome is there. */
function unlessDone(stamp, hash, outcome, work) {
  if (existsSync(outcome) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  work()
  if (!statSync(outcome, { throwIfNoEntry: false })) stop(`${outcome} is missing after the build.`)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
}

checkNode()
const lock = hashOf([join(web, 'package-lock.json')])
const modules = join(web, 'node_modules')
unlessDone(join(modules, '.niangjia-lock'), lock, join(modules, 'vite'), () =>
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']),
)
const sources = hashOf(filesUnder(web).filter((file) => !file.endsWith('.spec.ts')))
unlessDone(join(modules, '.niangjia-sources'), sources, join(web, 'dist', 'index.html'), () =>
  run(process.execPath, [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']),
)
