import type { Instant, PlaceKind, SignedList, Uuid, Words } from '@kit/api-types'
import { serverNow } from '@kit/clock'
import type { Drawer } from './drawer'
import { bookingOf, hashed, opened, plainCode, type Entry, type GateList, type Used } from './list'

export type Voucher = { token: string } | { code: string }

/** A list with what the device learned when it came: the server's key and how far its clock was ahead. */
export interface Kept { list: GateList; key: string; verified: boolean; aheadMs: number }

/** A voucher taken without a network, to be told to the server. */
export interface Waiting { key: Uuid; voucher: Voucher; gate: string; at: Instant; holder: string; title: Words }

/** One that the server did not count. */
export interface Unsettled { key: Uuid; holder: string; title: Words; at: Instant; gate: string; reason: string; first?: Used | undefined }

export type Decision =
  | { kind: 'kept'; title: Words; holder: string; place: PlaceKind | null; at: Instant }
  | { kind: 'again'; at: Instant; gate: string }
  | { kind: 'forged' | 'expired' | 'notListed' | 'noList' }

interface Found { kept: Kept; entry: Entry }

/** What a gate knows and does without a network. */
export class Notebook {
  constructor(private readonly drawer: Drawer) {}

  lists = () => this.drawer.all<Kept>('list/')
  waiting = async () => (await this.drawer.all<Waiting>('wait/')).sort((a, b) => a.key.localeCompare(b.key))
  unsettled = async () => (await this.drawer.all<Unsettled>('open/')).sort((a, b) => b.at.localeCompare(a.at))

  /** Takes a list over; false if it is not the server's. */
  async take(signed: SignedList): Promise<boolean> {
    const found = await opened(signed)
    if (!found) return false
    const kept: Kept = { ...found, key: signed.key, aheadMs: serverNow() - Date.now() }
    await this.drawer.put(`list/${found.list.offering}`, kept)
    await this.carryOver(kept)
    return true
  }

  /** What the server has not been told yet is not in its list either. */
  private async carryOver(kept: Kept): Promise<void> {
    for (const line of await this.waiting()) {
      const found = await this.find([kept], line.voucher)
      if (found && found !== 'forged') await this.drawer.put(usedKey(kept.list, found.entry), { at: line.at, gate: line.gate })
    }
    const mine = `used/${kept.list.offering}/`
    const old = (await this.drawer.keys(mine)).filter((key) => !key.startsWith(mine + kept.list.salt))
    await this.drawer.remove(old)
  }

  async drop(offering: Uuid): Promise<void> {
    await this.drawer.remove([`list/${offering}`])
  }

  /** Decides about a voucher and, when it is good, writes it down before saying so. */
  async redeem(key: Uuid, voucher: Voucher, gate: string): Promise<Decision> {
    const lists = await this.lists()
    if (!lists.length) return { kind: 'noList' }
    const found = await this.find(lists, voucher)
    if (found === 'forged') return { kind: 'forged' }
    if (!found) return { kind: 'notListed' }
    const { list } = found.kept
    const { entry } = found
    const place = list.places[entry.place] ?? null
    if (place && Date.parse(place.session.endsAt) < serverNow()) return { kind: 'expired' }
    if (entry.used) return { kind: 'again', ...entry.used }
    const at = new Date(serverNow()).toISOString()
    const line: Waiting = { key, voucher, gate, at, holder: entry.holder, title: list.title }
    const before = await this.drawer.claim<Used>(usedKey(list, entry), { at, gate }, [[`wait/${key}`, line]])
    return before ? { kind: 'again', ...before } : { kind: 'kept', title: list.title, holder: entry.holder, place, at }
  }

  /** Remembers what was redeemed with a network, so that it is known without one as well. */
  async remember(offering: Uuid, booking: Uuid, used: Used): Promise<void> {
    const kept = await this.drawer.get<Kept>(`list/${offering}`)
    const id = kept && (await hashed(kept.list.salt, booking))
    const entry = kept?.list.entries.find((each) => each.id === id)
    if (kept && entry) await this.drawer.put(usedKey(kept.list, entry), used)
  }

  /** The server counted it. */
  async told(line: Waiting): Promise<void> {
    await this.drawer.remove([`wait/${line.key}`])
  }

  /** The server did not count it: kept for people to settle, until somebody here says so. */
  async refused(line: Waiting, reason: string, first: Used | undefined): Promise<void> {
    const { key, holder, title, at, gate } = line
    await this.drawer.put(`open/${key}`, { key, holder, title, at, gate, reason, first } satisfies Unsettled)
    await this.told(line)
  }

  async settle(key: Uuid): Promise<void> {
    await this.drawer.remove([`open/${key}`])
  }

  /** Leaves nobody's names behind; what the server has not been told stays. */
  async wipe(): Promise<void> {
    await this.drawer.remove([...(await this.drawer.keys('list/')), ...(await this.drawer.keys('used/'))])
  }

  /** The name that this device goes by at the server. */
  async device(fresh: () => Uuid): Promise<Uuid> {
    const mine = fresh()
    return (await this.drawer.claim<Uuid>('device', mine, [])) ?? mine
  }

  private async find(lists: Kept[], voucher: Voucher): Promise<Found | 'forged' | null> {
    let forged = 'token' in voucher
    for (const kept of lists) {
      const booking = 'token' in voucher ? await bookingOf(voucher.token, kept.key) : null
      if (booking) forged = false
      const text = 'code' in voucher ? plainCode(voucher.code) : booking
      if (!text) continue
      const hash = await hashed(kept.list.salt, text)
      const entry = kept.list.entries.find((each) => ('code' in voucher ? each.code : each.id) === hash)
      if (entry) return { kept, entry }
    }
    return forged ? 'forged' : null
  }
}

/** By list and booking; a new list has a new salt, but then it also says itself what was used. */
const usedKey = (list: GateList, entry: Entry) => `used/${list.offering}/${list.salt}/${entry.id}`
