import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'people',
  routes: [{ path: '/people', component: () => import('./People.vue'), meta: { title: () => t('title'), allowed: runsBenefits } }],
  nav: [{ order: 20, label: () => t('title'), icon: 'people', to: '/people', shown: runsBenefits }],
})
