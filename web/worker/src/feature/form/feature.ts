import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'form',
  routes: [
    { path: '/forms', component: () => import('./FormsPage.vue'), meta: { title: () => t('title') } },
    { path: '/forms/:id', component: () => import('./FormPage.vue'), props: true, meta: { title: () => t('form') } },
  ],
  home: [{ order: 60, load: () => import('./HomeForms.vue') }],
})
