import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'mine',
  routes: [
    { path: '/mine', component: () => import('./MinePage.vue'), meta: { offline: true, title: () => t('mine') } },
    { path: '/mine/:id', component: () => import('./BookingPage.vue'), props: true, meta: { offline: true, title: () => t('booking') } },
  ],
  nav: [{ order: 30, label: () => t('tab'), icon: 'ticket', to: '/mine' }],
  home: [
    { order: 10, load: () => import('./HomeWaiting.vue') },
    { order: 30, load: () => import('./HomeMine.vue') },
  ],
})
