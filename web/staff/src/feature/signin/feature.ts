import { defineFeature } from '@kit/feature'
import { t } from './text'

export default defineFeature({
  id: 'signin',
  routes: [
    { path: '/signin', component: () => import('./SignIn.vue'), meta: { bare: true, title: () => t('title') } },
    { path: '/signin/:provider', component: () => import('./SignOnReturn.vue'), meta: { bare: true, title: () => t('title') } },
  ],
})
