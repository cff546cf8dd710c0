import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'casework',
  routes: [
    { path: '/matters', component: () => import('./MattersPage.vue'), meta: { title: () => t('title') } },
    { path: '/matters/:id', component: () => import('./MatterPage.vue'), props: true, meta: { title: () => t('matter') } },
  ],
  home: [{ order: 15, load: () => import('./HomeMatters.vue') }],
})
