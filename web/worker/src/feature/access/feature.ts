import { defineFeature } from '@kit/feature'
import { t as devices } from '@kit/devices/text'
import { t as passkeys } from '@kit/passkeys/text'
import { t } from './messages'

export default defineFeature({
  id: 'access',
  routes: [
    { path: '/signin', component: () => import('./SignInPage.vue'), meta: { open: true, title: () => t('signIn') } },
    { path: '/demo', component: () => import('./DemoPage.vue'), meta: { open: true, title: () => t('demoTitle') } },
    { path: '/account', component: () => import('./AccountPage.vue'), meta: { title: () => t('account') } },
    { path: '/account/devices', component: () => import('./DevicesPage.vue'), meta: { title: () => devices('title') } },
    { path: '/account/passkeys', component: () => import('./PasskeysPage.vue'), meta: { title: () => passkeys('title') } },
  ],
  nav: [{ order: 40, label: () => t('account'), icon: 'person', to: '/account' }],
})
