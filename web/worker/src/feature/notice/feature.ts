import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'notice',
  routes: [
    { path: '/messages', component: () => import('./MessagesPage.vue'), meta: { title: () => t('messages') } },
    { path: '/messages/settings', component: () => import('./SettingsPage.vue'), meta: { title: () => t('settings') } },
  ],
  home: [{ order: 5, load: () => import('./HomeMessages.vue') }],
})
