import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'audit',
  routes: [{ path: '/rights', component: () => import('./RightsPage.vue'), meta: { title: () => t('title') } }],
})
