import { defineFeature } from '@kit/feature'
import { hasRole } from '@kit/session'
import { t } from './text'

const seesAccounts = () => hasRole('SYSTEM', 'SECURITY', 'AUDITOR')
const grantsDuties = () => hasRole('SECURITY')

export default defineFeature({
  id: 'access',
  routes: [
    { path: '/account', component: () => import('./Account.vue'), meta: { title: () => t('myAccount') } },
    { path: '/accounts', component: () => import('./Accounts.vue'), meta: { title: () => t('accounts'), allowed: seesAccounts } },
    { path: '/duties', component: () => import('./Duties.vue'), meta: { title: () => t('dutiesTitle'), allowed: grantsDuties } },
  ],
  nav: [
    { order: 82, label: () => t('accounts'), icon: 'people', to: '/accounts', shown: seesAccounts },
    { order: 81, label: () => t('dutiesTitle'), icon: 'check', to: '/duties', shown: grantsDuties },
  ],
})
