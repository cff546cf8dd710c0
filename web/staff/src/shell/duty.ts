import { hasRole, me } from '@kit/session'
import { computed } from 'vue'

/** Signed in with an officer's account; a worker's sign-in does not open the console. */
export const onDuty = computed(() => me.value?.signedIn === true && me.value.account?.kind === 'STAFF')
export const runsBenefits = () => hasRole('OFFICER')
export const seesBoards = () => hasRole('OFFICER', 'LEADER')
export const redeems = () => hasRole('OFFICER', 'GATE')
export const rehearses = () => hasRole('OFFICER') && me.value?.demo === true
/** The union the officer mainly works for. */
export const ownUnion = computed(() => me.value?.duties[0]?.union ?? null)
