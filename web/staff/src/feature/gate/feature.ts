import { defineFeature } from '@kit/feature'
import { redeems } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'gate',
  routes: [{ path: '/gate', component: () => import('./Gate.vue'), meta: { title: () => t('title'), allowed: redeems } }],
  nav: [{ order: 30, label: () => t('title'), icon: 'gate', to: '/gate', shown: redeems }],
})
