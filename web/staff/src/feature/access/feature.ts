import { defineFeature } from '@kit/feature'
import { t } from './text'

export default defineFeature({
  id: 'access',
  routes: [{ path: '/account', component: () => import('./Account.vue'), meta: { title: () => t('account') } }],
})
