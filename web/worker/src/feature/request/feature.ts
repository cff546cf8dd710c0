import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'request',
  routes: [{ path: '/ask', component: () => import('./AskPage.vue'), meta: { title: () => t('title') } }],
  nav: [{ order: 25, label: () => t('tab'), icon: 'talk', to: '/ask' }],
  cases: [{ type: 'request', load: () => import('./RatePart.vue') }],
})
