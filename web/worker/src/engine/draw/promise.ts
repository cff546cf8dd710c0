import type { Uuid } from '@kit/api-types'

const key = (offering: Uuid) => `niangjia.promise.${offering}`

/** What a draw had committed itself to when this device first saw it. */
export const keptPromise = (offering: Uuid) => localStorage.getItem(key(offering))

export function keepPromise(offering: Uuid, commitment: string): void {
  if (keptPromise(offering) === null) localStorage.setItem(key(offering), commitment)
}
