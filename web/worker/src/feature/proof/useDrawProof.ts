import { ref, shallowRef } from 'vue'
import { get, Problem, Unreachable } from '@kit/api'
import type { DrawLine, DrawView, Uuid } from '@kit/api-types'
import { faultOf, type DrawEntry, type DrawFault } from '@kit/proof/draw'
import { keepPromise, keptPromise } from '../../engine/draw/promise'

const FIRST = '00000000-0000-0000-0000-000000000000'

const entryOf = (line: DrawLine): DrawEntry => ({ ...line, drawnPot: line.drawnPot ?? null, rank: line.rank ?? null, place: line.place ?? null })

/** Fetches what is published of a draw and draws again on this device; nothing for offerings without one. */
export function useDrawProof(offering: Uuid) {
  const draw = shallowRef<DrawView>()
  const entries = shallowRef<DrawEntry[]>([])
  const fault = shallowRef<DrawFault | null>(null)
  const checked = ref(false)

  async function walk(): Promise<void> {
    const path = `/api/draw/draws/${offering}`
    const view = await get<DrawView>(path)
    const all: DrawEntry[] = []
    for (let after = FIRST; ;) {
      const { entries: lines } = await get<{ entries: DrawLine[] }>(`${path}/entries?after=${after}`)
      all.push(...lines.map(entryOf))
      const last = lines.at(-1)
      if (!last) break
      after = last.receipt
    }
    const terms = { ...view, listHash: view.listHash ?? null, seed: view.seed ?? null, randomness: view.randomness ?? null }
    fault.value = faultOf(terms, all, keptPromise(offering))
    keepPromise(offering, view.commitment)
    entries.value = all
    draw.value = view
    checked.value = true
  }

  walk().catch((error: unknown) => { if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error })
  return { draw, entries, fault, checked }
}
