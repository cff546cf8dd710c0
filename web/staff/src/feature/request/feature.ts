import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'request',
  routes: [{ path: '/desk', component: () => import('./PhoneDesk.vue'), meta: { title: () => t('desk'), allowed: runsBenefits } }],
  nav: [{ order: 2, label: () => t('desk'), icon: 'phone', to: '/desk', shown: runsBenefits }],
  cases: [{ type: 'request', load: () => import('./RequestPart.vue') }],
})
