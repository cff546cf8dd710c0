import { onScopeDispose, type Ref } from 'vue'
import { useRouter } from 'vue-router'

/** Keeps people from losing what they wrote: asks before another page, and lets the browser ask before closing. */
export function useLeaveGuard(dirty: Ref<boolean>, ask: () => unknown) {
  const router = useRouter()
  let wanted = ''
  let allowed = false

  const forget = router.beforeEach((to, from) => {
    // Being signed out is no choice of theirs, so it is not stood in the way of.
    if (allowed || !dirty.value || to.meta.bare || to.path === from.path) return true
    wanted = to.fullPath
    void ask()
    return false
  })
  const closing = (event: BeforeUnloadEvent) => { if (dirty.value) event.preventDefault() }
  window.addEventListener('beforeunload', closing)
  onScopeDispose(() => {
    forget()
    window.removeEventListener('beforeunload', closing)
  })

  return {
    async goAnyway(): Promise<void> {
      allowed = true
      await router.push(wanted)
    },
  }
}
