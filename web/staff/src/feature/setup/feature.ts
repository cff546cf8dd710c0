import { defineFeature } from '@kit/feature'
import { t } from './text'

export default defineFeature({
  id: 'setup',
  routes: [
    { path: '/setup', component: () => import('./Setup.vue'), meta: { bare: true, title: () => t('setup') } },
    { path: '/enrol', component: () => import('./Enrol.vue'), meta: { bare: true, title: () => t('enrol') } },
  ],
})
