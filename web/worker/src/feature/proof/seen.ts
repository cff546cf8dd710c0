import type { Uuid } from '@kit/api-types'

/** The end of a book as this device saw it last. */
export interface Seen { number: number; hash: string }

const key = (offering: Uuid) => `niangjia.head.${offering}`

/** What this device remembers of a book; a book that was written anew cannot agree with it. */
export function keptHead(offering: Uuid): Seen | null {
  const [number, hash] = (localStorage.getItem(key(offering)) ?? '').split(':')
  return number && hash ? { number: Number(number), hash } : null
}

export function keepHead(offering: Uuid, seen: Seen): void {
  localStorage.setItem(key(offering), `${seen.number}:${seen.hash}`)
}
