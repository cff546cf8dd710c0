import { defineFeature } from '@kit/feature'
import { seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'overview',
  routes: [{
    path: '/overview',
    component: () => import('./Overview.vue'),
    meta: { title: () => t('title'), allowed: seesBoards },
  }],
  nav: [{ order: 5, label: () => t('nav'), icon: 'home', to: '/overview', shown: seesBoards }],
})
