import { defineFeature } from '@kit/feature'
import { hasRole } from '@kit/session'
import { t } from './text'

const reads = () => hasRole('OFFICER', 'LEADER', 'SYSTEM')

export default defineFeature({
  id: 'calendar',
  routes: [{ path: '/calendar', component: () => import('./Calendar.vue'), meta: { title: () => t('title'), allowed: reads } }],
  nav: [{ order: 40, label: () => t('title'), icon: 'calendar', to: '/calendar', shown: reads }],
})
