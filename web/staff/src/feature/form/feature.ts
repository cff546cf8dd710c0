import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

export default defineFeature({
  id: 'form',
  routes: [
    { path: '/form', component: () => import('./Forms.vue'), meta: { title: () => t('title'), allowed: runsBenefits } },
    { path: '/form/:id', component: () => import('./FormEdit.vue'), props: true, meta: { title: () => t('edit'), allowed: runsBenefits } },
    { path: '/form/:id/answers', component: () => import('./Answers.vue'), props: true, meta: { title: () => t('answers'), allowed: runsBenefits } },
  ],
  nav: [{ order: 28, label: () => t('title'), icon: 'copy', to: '/form', shown: runsBenefits }],
})
