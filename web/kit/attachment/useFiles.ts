import { reactive } from 'vue'
import { Problem, Unreachable } from '../api'
import type { FileKind } from '../api-types'
import { uuidV7 } from '../uuid'
import { inOrder, kept, kindOf, tooLarge, type LocalFile } from './attachment'
import { allFiles, dropFile, getFile, putFile } from './drawer'
import { shrunk } from './shrink'
import { t } from './text'
import { upload } from './upload'

/** All files that this device knows, by id; shared by every picker of the page. */
const files = reactive(new Map<string, LocalFile>())
let going: Promise<void> | undefined
let read: Promise<void> | undefined

const note = (id: string, part: Partial<LocalFile>) => {
  const file = files.get(id)
  if (file) files.set(id, { ...file, ...part })
}

/** Reads what the device kept; once a page. */
export function ready(): Promise<void> {
  return (read ??= allFiles().then((all) => all.forEach((file) => files.has(file.id) || files.set(file.id, file.state === 'sending' ? { ...file, state: 'waiting' } : file)), () => undefined))
}

/** Keeps a file on the device and begins to send it; null with words when it cannot be. */
export async function add(source: Blob, name: string, kinds: readonly FileKind[]): Promise<{ id: string } | { words: string }> {
  await ready()
  const blob = await shrunk(source)
  const kind = kindOf(blob.type)
  if (tooLarge(kind, blob.size)) return { words: t('tooLarge') }
  const file: LocalFile = { id: uuidV7(), name, kind: kinds.includes(kind) ? kind : kinds[0] ?? kind, bytes: blob.size, state: 'waiting', blob, at: Date.now() }
  files.set(file.id, file)
  try {
    await putFile(file)
  } catch {
    if (!navigator.onLine) {
      files.delete(file.id)
      return { words: t('full') }
    }
  }
  void send()
  return { id: file.id }
}

export async function remove(id: string): Promise<void> {
  files.delete(id)
  await dropFile(id).catch(() => undefined)
}

/** Tries a refused file again. */
export function retry(id: string): void {
  note(id, { state: 'waiting', words: undefined })
  void send()
}

/** Sends what waits, one after the other; whoever asks meanwhile waits for the same. */
export function send(): Promise<void> {
  return (going ??= run().finally(() => { going = undefined }))
}

async function run(): Promise<void> {
  await ready()
  for (let [next] = inOrder([...files.values()]); next; [next] = inOrder([...files.values()])) {
    if (!(await one(next))) return
  }
}

/** Whether to go on with the next. */
async function one(file: LocalFile): Promise<boolean> {
  const blob = file.blob
  if (!blob) return true
  note(file.id, { state: 'sending', percent: 0 })
  try {
    const card = await upload(file, blob, (percent) => note(file.id, { percent }))
    const done = kept(card, file.at)
    if (files.has(file.id)) files.set(file.id, done)
    await putFile(done).catch(() => undefined)
    return true
  } catch (problem) {
    const refused = problem instanceof Problem && problem.status < 500 && problem.status !== 429 && problem.status !== 401
    note(file.id, refused ? { state: 'refused', words: problem.detail } : { state: 'waiting' })
    if (refused) await putFile({ ...file, state: 'refused', words: problem.detail }).catch(() => undefined)
    if (!refused && !(problem instanceof Problem) && !(problem instanceof Unreachable)) throw problem
    return refused
  }
}

/** Sends what waits and says what became of these: all kept, or why not. */
export async function settled(ids: readonly string[]): Promise<'kept' | 'waiting' | 'refused'> {
  await send()
  const states = await Promise.all(ids.map(async (id) => files.get(id)?.state ?? (await getFile(id).catch(() => undefined))?.state ?? 'kept'))
  if (states.includes('refused')) return 'refused'
  return states.every((state) => state === 'kept') ? 'kept' : 'waiting'
}

addEventListener('online', () => void send())

export function useFiles() {
  void ready().then(send)
  return { files, add, remove, retry }
}
