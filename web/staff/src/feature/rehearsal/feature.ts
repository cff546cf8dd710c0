import { defineFeature } from '@kit/feature'
import { rehearses } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'rehearsal',
  routes: [
    { path: '/rehearsal', component: () => import('./Rehearsal.vue'), meta: { title: () => t('title'), allowed: rehearses } },
    { path: '/rehearsal/:id', component: () => import('./RunPage.vue'), props: true, meta: { title: () => t('runTitle'), allowed: rehearses } },
  ],
  nav: [{ order: 40, label: () => t('nav'), icon: 'rush', to: '/rehearsal', shown: rehearses }],
})
