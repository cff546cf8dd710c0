import { defineFeature } from '@kit/feature'
import { redeems, runsBenefits, seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'overview',
  routes: [{
    path: '/',
    component: () => import('./Overview.vue'),
    meta: { title: () => t('title'), allowed: seesBoards },
    // A gate keeper's first page is the gate.
    beforeEnter: () => (redeems() && !runsBenefits() && !seesBoards() ? { path: '/gate', replace: true } : true),
  }],
  nav: [{ order: 0, label: () => t('nav'), icon: 'home', to: '/', shown: seesBoards }],
})
