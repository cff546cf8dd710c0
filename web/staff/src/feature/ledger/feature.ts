import { defineFeature } from '@kit/feature'
import { runsBenefits, seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'ledger',
  routes: [
    { path: '/ledger', component: () => import('./Funds.vue'), meta: { title: () => t('title'), allowed: seesBoards } },
    { path: '/ledger/line/:id', component: () => import('./LinePage.vue'), props: true, meta: { title: () => t('line'), allowed: seesBoards } },
    { path: '/payouts', component: () => import('./Payouts.vue'), meta: { title: () => t('payouts'), allowed: seesBoards } },
    { path: '/payouts/:id', component: () => import('./PayoutPage.vue'), props: true, meta: { title: () => t('payout'), allowed: runsBenefits } },
    { path: '/trial', component: () => import('./Trial.vue'), meta: { title: () => t('trial'), allowed: seesBoards } },
  ],
  nav: [
    { order: 15, label: () => t('title'), icon: 'yuan', to: '/ledger', shown: seesBoards },
    { order: 16, label: () => t('payouts'), icon: 'people', to: '/payouts', shown: seesBoards },
    { order: 17, label: () => t('trial'), icon: 'check', to: '/trial', shown: seesBoards },
  ],
})
