import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'rights',
  routes: [
    { path: '/rights/data', component: () => import('./DataPage.vue'), meta: { title: () => t('title') } },
    { path: '/rights/consents', component: () => import('./ConsentsPage.vue'), meta: { title: () => t('consents') } },
  ],
})
