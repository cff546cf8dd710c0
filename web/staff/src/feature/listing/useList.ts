import { get, post } from '@kit/api'
import type { ListOpened, Upload } from '@kit/api-types'
import { computed, ref, shallowRef } from 'vue'
import { useLoad } from '../../ui/useLoad'
import { guess } from './mapping'

const WATCH_MS = 1_000
const LONG_MS = 120_000

/** One list: its people, its uploads with their progress, and the next file. */
export function useList(id: string) {
  const path = `/api/listing/lists/${id}`
  const { data, trouble, load } = useLoad(() => id, (_id, signal) => get<ListOpened>(path, { signal }), WATCH_MS)
  const file = shallowRef<File | null>(null)
  const rows = shallowRef<string[][]>([])
  const mapping = ref(guess([]))
  const failed = shallowRef<unknown>(null)
  const busy = ref(false)
  const again = ref(false)
  const headings = computed(() => rows.value[0] ?? [])

  async function trying(work: () => Promise<void>) {
    busy.value = true
    failed.value = null
    try {
      await work()
    } catch (problem) {
      failed.value = problem
    }
    busy.value = false
  }
  const choose = (chosen: File | null) => trying(async () => {
    file.value = null
    rows.value = []
    again.value = false
    if (!chosen) return
    const sample = await post<{ rows: string[][] }>(`${path}/preview`, chosen, { timeoutMs: LONG_MS })
    rows.value = sample.rows
    mapping.value = guess(sample.rows[0] ?? [])
    file.value = chosen
  })
  const start = () => trying(async () => {
    if (!file.value) return
    const { kind, position } = mapping.value
    const known = new Set(data.value?.uploads.map((upload) => upload.id))
    const upload = await post<Upload>(`${path}/uploads?kind=${kind}&position=${position}`, file.value, { timeoutMs: LONG_MS })
    again.value = known.has(upload.id)
    file.value = null
    rows.value = []
    await load()
  })
  return { data, trouble, load, file, rows, headings, mapping, failed, busy, again, choose, start }
}
