import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'access',
  routes: [
    { path: '/signin', component: () => import('./SignInPage.vue'), meta: { open: true, title: () => t('signIn') } },
    { path: '/demo', component: () => import('./DemoPage.vue'), meta: { open: true, title: () => t('demoTitle') } },
    { path: '/account', component: () => import('./AccountPage.vue'), meta: { title: () => t('account') } },
  ],
  nav: [{ order: 40, label: () => t('account'), icon: 'person', to: '/account' }],
})
