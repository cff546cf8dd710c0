import { defineFeature } from '@kit/feature'
import { hasRole } from '@kit/session'
import { t } from './text'

const reads = () => hasRole('SYSTEM', 'OFFICER', 'AUDITOR')

export default defineFeature({
  id: 'rights',
  routes: [
    { path: '/consents', component: () => import('./Consents.vue'), meta: { title: () => t('title'), allowed: reads } },
    { path: '/consents/:purpose', component: () => import('./ConsentPage.vue'), props: true, meta: { title: () => t('title'), allowed: reads } },
  ],
  nav: [{ order: 85, label: () => t('title'), icon: 'check', to: '/consents', shown: reads }],
})
