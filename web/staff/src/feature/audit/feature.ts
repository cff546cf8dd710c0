import { defineFeature } from '@kit/feature'
import { hasRole } from '@kit/session'
import { t } from './text'

const audits = () => hasRole('AUDITOR')

export default defineFeature({
  id: 'audit',
  routes: [{ path: '/audit', component: () => import('./AuditPage.vue'), meta: { title: () => t('title'), allowed: audits } }],
  nav: [{ order: 60, label: () => t('title'), icon: 'search', to: '/audit', shown: audits }],
})
