import { defineFeature } from '@kit/feature'
import { seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'overview',
  routes: [{
    path: '/',
    component: () => import('./Overview.vue'),
    meta: { title: () => t('title'), allowed: seesBoards },
  }],
  nav: [{ order: 0, label: () => t('nav'), icon: 'home', to: '/', shown: seesBoards }],
})
