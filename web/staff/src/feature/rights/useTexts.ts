import { get, post, put } from '@kit/api'
import type { ConsentPurpose, ConsentText } from '@kit/api-types'
import { me } from '@kit/session'
import { computed, reactive, ref, shallowRef } from 'vue'
import { useLoad } from '../../ui/useLoad'

const PATH = '/api/rights/texts'

export interface Form {
  asksAgain: boolean
  title: { zh: string; en: string }
  text: { zh: string; en: string }
  changes: { zh: string; en: string }
}
const both = (words?: { zh: string; en?: string | null } | null) => ({ zh: words?.zh ?? '', en: words?.en ?? '' })

/** All purposes with their versions. */
export function useTexts() {
  return useLoad(() => 'texts', (_key, signal) => get<ConsentPurpose[]>(PATH, { signal }))
}

/** What a draft begins with: the draft that is there, or else the newest version's words. */
export function begun(purpose: ConsentPurpose): Form {
  const from: ConsentText | undefined = purpose.draft ?? purpose.published[0]
  return {
    asksAgain: purpose.draft?.asksAgain ?? true,
    title: both(from?.title),
    text: both(from?.text),
    changes: both(purpose.draft?.changes),
  }
}

/** Who has to decide again when the draft is published, and for how many it goes on. */
export function reach(purpose: ConsentPurpose): { again: number; keep: number } {
  return purpose.draft?.asksAgain ? { again: purpose.given + purpose.askedAgain, keep: 0 } : { again: 0, keep: purpose.given }
}

/** One purpose, its draft and its publication. */
export function useText(name: string) {
  const { data, trouble, load } = useTexts()
  const purpose = computed(() => data.value?.find((one) => one.purpose === name))
  const form = ref<Form | null>(null)
  const failed = shallowRef<unknown>(null)
  const writes = computed(() => me.value?.duties.some((duty) => duty.role === 'SYSTEM' && !duty.union.path.includes('.')) ?? false)

  function edit() {
    failed.value = null
    if (purpose.value) form.value = reactive(begun(purpose.value))
  }
  async function save() {
    if (!form.value || !purpose.value) return
    failed.value = null
    const { asksAgain, title, text, changes } = form.value
    try {
      data.value = await put<ConsentPurpose[]>(PATH, {
        purpose: name, revision: purpose.value.draft?.revision ?? 0, asksAgain, title, text,
        changes: purpose.value.published.length ? changes : null,
      })
      form.value = null
    } catch (problem) {
      failed.value = problem
    }
  }
  async function publish() {
    data.value = await post<ConsentPurpose[]>(`${PATH}/publication`, { purpose: name, revision: purpose.value?.draft?.revision })
  }
  return { purpose, data, trouble, load, form, failed, writes, edit, save, publish }
}
