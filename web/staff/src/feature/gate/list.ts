import type { Instant, PlaceKind, SignedList, Uuid, Words } from '@kit/api-types'

export interface Used { at: Instant; gate: string }

/** One voucher of a list: hashes of its booking and its code, whose it is, and where it was used already. */
export interface Entry { id: string; code: string; holder: string; place: number; used?: Used }

/** What a gate takes along, as the server wrote and signed it. */
export interface GateList { offering: Uuid; title: Words; salt: string; madeAt: Instant; places: PlaceKind[]; entries: Entry[] }

const LIST = 'NJL1.'
const TOKEN = 24

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

const base64url = (data: Uint8Array) =>
  btoa(String.fromCharCode(...data)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/** Whether this key signed that; null where the browser does not know Ed25519. */
export async function signedBy(key: string, signature: string, data: Uint8Array<ArrayBuffer>): Promise<boolean | null> {
  let verifier: CryptoKey
  try {
    verifier = await crypto.subtle.importKey('raw', bytes(key), 'Ed25519', false, ['verify'])
  } catch {
    return null
  }
  return crypto.subtle.verify('Ed25519', verifier, bytes(signature), data)
}

/** The list inside, or null if it is not as the server signed it. */
export async function opened(signed: SignedList): Promise<{ list: GateList; verified: boolean } | null> {
  const data = new TextEncoder().encode(LIST + signed.list)
  const good = await signedBy(signed.key, signed.signature, data)
  return good === false ? null : { list: JSON.parse(signed.list) as GateList, verified: good === true }
}

/** As the server hashes what must not stand in a list: the first 16 bytes of SHA-256. */
export async function hashed(salt: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + text))
  return base64url(new Uint8Array(digest).slice(0, 16))
}

/** The booking that a voucher's QR code names, if its signature is not wrong. */
export async function bookingOf(token: string, key: string): Promise<Uuid | null> {
  const [, payload, signature] = token.split('.')
  if (!payload || !signature) return null
  try {
    const data = bytes(payload)
    if (data.length !== TOKEN || (await signedBy(key, signature, data)) === false) return null
    const hex = [...data.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  } catch {
    return null
  }
}

/** A typed code as it was hashed: upper case, without the dash, and the letters that nobody can tell apart made one. */
export const plainCode = (code: string) => code.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
