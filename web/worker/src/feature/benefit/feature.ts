import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'benefit',
  routes: [
    { path: '/benefits', component: () => import('./BenefitsPage.vue'), meta: { title: () => t('benefits') } },
    { path: '/benefits/:id', component: () => import('./OfferingPage.vue'), props: true, meta: { bare: true, title: () => t('offering') } },
  ],
  nav: [{ order: 20, label: () => t('tab'), icon: 'gift', to: '/benefits' }],
  home: [{ order: 20, load: () => import('./HomeOffers.vue') }],
})
