import type { Me } from '@kit/api-types'
import { me } from '@kit/session'
import { watch } from 'vue'

const KEY = 'niangjia.staff'

/** Who was last signed in here, for a start without a network; the server asks again at every request. */
export function recall(): Me | null {
  const kept = localStorage.getItem(KEY)
  return kept ? (JSON.parse(kept) as Me) : null
}

watch(me, (now) => {
  if (now?.signedIn && now.account?.kind === 'STAFF') localStorage.setItem(KEY, JSON.stringify(now))
  else if (now) localStorage.removeItem(KEY)
})
