import { defineFeature } from '@kit/feature'
import { t } from './messages'

export default defineFeature({
  id: 'home',
  routes: [{ path: '/', component: () => import('./HomePage.vue'), meta: { title: () => t('home') } }],
  nav: [{ order: 10, label: () => t('home'), icon: 'home', to: '/' }],
})
