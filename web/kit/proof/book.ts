import { hex, sm3, unhex } from './sm3'

/** One published line of a book: exactly what its hash covers, and the hash. */
export interface Line { number: number; booking: string; place: string; waits: boolean; atMicros: number; hash: string }

/** The first thing that is wrong with a book. */
export interface Fault { kind: 'missing' | 'line' | 'head' | 'cut' | 'changed'; number: number }

const LINE_BYTES = 32 + 8 + 16 + 16 + 1 + 8

/** The hash before the first line: that of the offering's id. */
export const startOf = (offering: string) => sm3(unhex(offering))

/** The hash of a line after the one before: SM3 over hash, number, booking, place, waits, microseconds since 1970. */
export function hashOf(before: Uint8Array, line: Line): Uint8Array {
  const bytes = new Uint8Array(LINE_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(before)
  view.setBigInt64(32, BigInt(line.number))
  bytes.set(unhex(line.booking), 40)
  bytes.set(unhex(line.place), 56)
  bytes[72] = line.waits ? 1 : 0
  view.setBigInt64(73, BigInt(line.atMicros))
  return sm3(bytes)
}

/** Works a book's chain out again, piece by piece. It stops at the first fault. */
export class BookCheck {
  number = 0
  fault: Fault | null = null
  private hash: Uint8Array

  constructor(offering: string) {
    this.hash = startOf(offering)
  }

  get head(): string {
    return hex(this.hash)
  }

  /** Takes the next lines in. */
  take(lines: readonly Line[]): void {
    for (const line of lines) {
      if (this.fault) return
      const number = this.number + 1
      if (line.number !== number) {
        this.fault = { kind: 'missing', number }
        return
      }
      this.hash = hashOf(this.hash, line)
      this.number = number
      if (this.head !== line.hash) this.fault = { kind: 'line', number }
    }
  }

  /** All lines are in: they have to end where the published head says. */
  end(number: number, head: string): void {
    if (this.fault) return
    if (this.number !== number) this.fault = { kind: 'missing', number: this.number + 1 }
    else if (this.head !== head) this.fault = { kind: 'head', number }
  }
}
