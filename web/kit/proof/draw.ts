import { hex, sm3, unhex } from './sm3'

/** What is published of an entry. */
export interface DrawEntry {
  receipt: string; size: number; pot: number; wishes: string[]; bookings: string[]
  drawnPot: number | null; rank: number | null; place: string | null
}
/** What is published of a draw, as far as it is worked out again. */
export interface DrawTerms {
  offering: string; algorithm: string; commitment: string
  listHash: string | null; seed: string | null; randomness: string | null
  places: readonly { id: string; capacity: number }[]
  pots: readonly { pot: number; kept: readonly { place: string; places: number }[] }[]
}
export interface DrawFault { kind: 'list' | 'seed' | 'turn' | 'promise'; receipt: string }
interface Turn { entry: DrawEntry; pot: number; rank: number; place: string | null }

const bytes = (text: string) => new TextEncoder().encode(text)

/** Every number of the published randomness without leading zeros, each followed by a full stop. */
export const canonical = (text: string) => (text.match(/[0-9]+/g) ?? []).map((number) => `${number.replace(/^0+(?=.)/, '')}.`).join('')

const byReceipt = (a: DrawEntry, b: DrawEntry) => (a.receipt < b.receipt ? -1 : 1)

/** The hash of the list of entries: receipt, size, pot and wishes of each, a line each, in the order of receipts. */
export function listHash(entries: readonly DrawEntry[]): string {
  const lines = [...entries].sort(byReceipt).map(({ receipt, size, pot, wishes }) => `${receipt} ${size} ${pot} ${wishes.join(',')}\n`)
  return hex(sm3(bytes(lines.join(''))))
}

/** The selection of RFC 3797, with SM3 and numbers of four bytes: positions in the order drawn. */
export function order(key: string, many: number): number[] {
  const left = Array.from({ length: many }, (_none, i) => i)
  const text = bytes(key)
  const message = new Uint8Array(text.length + 8)
  message.set(text, 4)
  const view = new DataView(message.buffer)
  return left.slice().map((_none, number) => {
    view.setUint32(0, number)
    view.setUint32(text.length + 4, number)
    const next = Number(BigInt(`0x${hex(sm3(message))}`) % BigInt(left.length))
    return left.splice(next, 1)[0]!
  })
}

function turns(key: string, pot: number, own: readonly DrawEntry[], room: Map<string, number>): Turn[] {
  return order(`${key}/${pot}`, own.length).map((position, turn) => {
    const entry = own[position]!
    const place = entry.wishes.find((wish) => (room.get(wish) ?? 0) >= entry.size) ?? null
    if (place) room.set(place, room.get(place)! - entry.size)
    return { entry, pot, rank: turn + 1, place }
  })
}

/** Draws again: each quota's own entries first, then everybody without a place. */
export function drawAgain(terms: DrawTerms, given: readonly DrawEntry[]): Turn[] {
  const entries = [...given].sort(byReceipt)
  const key = [terms.algorithm, terms.offering, terms.seed, canonical(terms.randomness ?? ''), terms.listHash].join('/')
  const room = new Map(terms.places.map(({ id, capacity }) => [id, capacity]))
  const placed = new Map<string, Turn>()
  for (const { pot, kept } of terms.pots) {
    const own = new Map(kept.map(({ place, places }) => [place, places]))
    for (const turn of turns(key, pot, entries.filter((entry) => entry.pot === pot), own)) {
      if (!turn.place) continue
      placed.set(turn.entry.receipt, turn)
      room.set(turn.place, (room.get(turn.place) ?? 0) - turn.entry.size)
    }
  }
  return [...placed.values(), ...turns(key, 0, entries.filter(({ receipt }) => !placed.has(receipt)), room)]
}

/** The first thing that is wrong with what is published; null when all of it is sound or still to come. */
export function faultOf(terms: DrawTerms, entries: readonly DrawEntry[], promised: string | null): DrawFault | null {
  if (promised && promised !== terms.commitment) return { kind: 'promise', receipt: '' }
  if (terms.listHash && listHash(entries) !== terms.listHash) return { kind: 'list', receipt: '' }
  if (!terms.seed) return null
  if (hex(sm3(unhex(terms.seed))) !== terms.commitment) return { kind: 'seed', receipt: '' }
  const wrong = drawAgain(terms, entries)
    .find(({ entry, pot, rank, place }) => entry.drawnPot !== pot || entry.rank !== rank || entry.place !== place)
  return wrong ? { kind: 'turn', receipt: wrong.entry.receipt } : null
}
