import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'listing',
  routes: [
    { path: '/listing', component: () => import('./Lists.vue'), meta: { title: () => t('title'), allowed: runsBenefits } },
    { path: '/listing/:id', component: () => import('./ListPage.vue'), props: true, meta: { title: () => t('list'), allowed: runsBenefits } },
  ],
  nav: [{ order: 25, label: () => t('title'), icon: 'check', to: '/listing', shown: runsBenefits }],
})
