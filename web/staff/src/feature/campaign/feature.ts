import { defineFeature } from '@kit/feature'
import { runsBenefits, seesBoards } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'campaign',
  routes: [
    { path: '/campaign', component: () => import('./Campaigns.vue'), meta: { title: () => t('title'), allowed: seesBoards } },
    { path: '/campaign/lists', component: () => import('./GiftLists.vue'), meta: { title: () => t('lists'), allowed: runsBenefits } },
    { path: '/campaign/lists/:id', component: () => import('./GiftListPage.vue'), props: true, meta: { title: () => t('list'), allowed: runsBenefits } },
    { path: '/campaign/:id', component: () => import('./CampaignPage.vue'), props: true, meta: { title: () => t('campaign'), allowed: seesBoards } },
  ],
  nav: [
    { order: 12, label: () => t('title'), icon: 'gift', to: '/campaign', shown: seesBoards },
    { order: 13, label: () => t('lists'), icon: 'people', to: '/campaign/lists', shown: runsBenefits },
  ],
})
