/** SM3, GB/T 32905-2016: the national standard's hash function, 256 bits. */

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const BLOCK = 64

const rotate = (x: number, n: number) => (x << (n & 31)) | (x >>> ((32 - n) & 31))
const p0 = (x: number) => x ^ rotate(x, 9) ^ rotate(x, 17)
const p1 = (x: number) => x ^ rotate(x, 15) ^ rotate(x, 23)

/** Section 5.2: one bit, zeros, and the length in bits as a 64-bit number. */
function padded(bytes: Uint8Array): DataView {
  const size = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK
  const out = new Uint8Array(size)
  out.set(bytes)
  out[bytes.length] = 0x80
  const view = new DataView(out.buffer)
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n)
  return view
}

/** Section 5.3.2: the message words of a block; those of the second kind are made while compressing. */
function words(view: DataView, offset: number): Int32Array {
  const w = new Int32Array(68)
  for (let j = 0; j < 16; j++) w[j] = view.getInt32(offset + 4 * j)
  for (let j = 16; j < 68; j++) {
    w[j] = p1(w[j - 16]! ^ w[j - 9]! ^ rotate(w[j - 3]!, 15)) ^ rotate(w[j - 13]!, 7) ^ w[j - 6]!
  }
  return w
}

/** Section 5.3.3: 64 rounds, mixed into the state. */
function compress(state: Int32Array, w: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let j = 0; j < 64; j++) {
    const early = j < 16
    const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j]! ^ w[j + 4]!)) | 0
    const tt2 = (gg + h + ss1 + w[j]!) | 0
    d = c
    c = rotate(b, 9)
    b = a
    a = tt1
    h = g
    g = rotate(f, 19)
    f = e
    e = p0(tt2)
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i]! ^= mixed[i]!
}

/** The hash of some bytes: 32 bytes. */
export function sm3(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes)
  const state = Int32Array.from(START)
  for (let offset = 0; offset < view.byteLength; offset += BLOCK) compress(state, words(view, offset))
  const out = new DataView(new ArrayBuffer(32))
  state.forEach((word, i) => out.setInt32(4 * i, word))
  return new Uint8Array(out.buffer)
}

/** Bytes as lower-case hexadecimal digits. */
export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Hexadecimal digits as bytes; hyphens, as in a UUID, are skipped. */
export const unhex = (text: string) => Uint8Array.from(text.replace(/-/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
