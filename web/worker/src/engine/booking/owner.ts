import type { Uuid } from '@kit/api-types'
import { onLeaving } from '@kit/session'
import { wipePending } from './pending'
import { vouchers } from './vouchers'

const KEY = 'niangjia.owner'

/** Two people may share a phone: what the one before left behind is wiped before anything of it is used. */
export async function ownedBy(person: Uuid): Promise<void> {
  const before = localStorage.getItem(KEY)
  if (before !== null && before !== person) {
    wipePending()
    await vouchers.wipe()
  }
  localStorage.setItem(KEY, person)
}

onLeaving(() => localStorage.removeItem(KEY))
