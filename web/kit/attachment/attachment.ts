import type { AttachmentCard, FileKind } from '../api-types'

/** What this device knows of a file: its bytes until the server has them. */
export interface LocalFile {
  id: string
  name: string
  kind: FileKind
  bytes: number
  state: 'waiting' | 'sending' | 'kept' | 'refused'
  /** Until the server has it. */
  blob?: Blob
  /** Why it was refused, in the reader's language. */
  words?: string
  /** How much of it has gone, in hundredths. */
  percent?: number
  /** A step of time-ordered ids: what was added first is sent first. */
  at: number
}

export const address = (id: string) => `/api/attachment/${id}`

const MEBIBYTE = 1024 * 1024
const MOST: Record<FileKind, number> = { PHOTO: 10, DOCUMENT: 10, VOICE: 20, VIDEO: 20 }
const ENDINGS: Record<FileKind, string> = {
  PHOTO: 'image/jpeg,image/png,image/webp,image/heic',
  DOCUMENT: '.pdf,.docx,.xlsx,.txt,.csv',
  VOICE: 'audio/*',
  VIDEO: 'video/mp4',
}

/** What it seems to be before the server has looked. */
export function kindOf(type: string): FileKind {
  if (type.startsWith('image/')) return 'PHOTO'
  if (type.startsWith('audio/')) return 'VOICE'
  return type.startsWith('video/') ? 'VIDEO' : 'DOCUMENT'
}

export const tooLarge = (kind: FileKind, bytes: number) => bytes > MOST[kind] * MEBIBYTE

/** What the browser's own choice of files offers. */
export const offered = (kinds: readonly FileKind[]) => kinds.map((kind) => ENDINGS[kind]).join(',')

export const megabytes = (bytes: number) => Math.max(0.1, bytes / MEBIBYTE).toFixed(1)

/** A file that the server has, as this device keeps it. */
export const kept = (card: AttachmentCard, at: number): LocalFile => ({ id: card.id, name: card.name, kind: card.kind, bytes: card.bytes, state: 'kept', at })

/** What has to go, the first first. */
export const inOrder = (files: readonly LocalFile[]) => files.filter((file) => file.blob && file.state !== 'refused').sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
