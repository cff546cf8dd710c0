import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'proof',
  routes: [
    { path: '/proof/:id', component: () => import('./ProofPage.vue'), props: true, meta: { open: true, title: () => t('title') } },
  ],
})
