import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'export',
  routes: [{ path: '/export', component: () => import('./Exports.vue'), meta: { title: () => t('title'), allowed: runsBenefits } }],
  nav: [{ order: 27, label: () => t('title'), icon: 'copy', to: '/export', shown: runsBenefits }],
})
