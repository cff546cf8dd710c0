import { defineFeature } from '@kit/feature'
import { runsBenefits, seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'benefit',
  routes: [
    { path: '/benefit', component: () => import('./Offerings.vue'), meta: { title: () => t('title'), allowed: seesBoards } },
    { path: '/benefit/new', component: () => import('./Edit.vue'), meta: { title: () => t('create'), allowed: runsBenefits } },
    { path: '/benefit/:id/edit', component: () => import('./Edit.vue'), props: true, meta: { title: () => t('edit'), allowed: runsBenefits } },
    { path: '/benefit/:id/board', component: () => import('./BoardPage.vue'), props: true, meta: { title: () => t('board'), allowed: seesBoards } },
  ],
  nav: [{ order: 10, label: () => t('title'), icon: 'gift', to: '/benefit', shown: seesBoards }],
})
