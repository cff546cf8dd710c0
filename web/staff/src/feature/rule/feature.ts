import { defineFeature } from '@kit/feature'
import { runsBenefits } from '../../shell/duty'
import { t } from './text'

const meta = (title: () => string) => ({ title, allowed: runsBenefits })
export default defineFeature({
  id: 'rule',
  routes: [
    { path: '/rule', component: () => import('./Rules.vue'), meta: meta(() => t('title')) },
    { path: '/rule/above/:id', component: () => import('./Above.vue'), props: true, meta: meta(() => t('above')) },
    { path: '/rule/report/:id', component: () => import('./ReportPage.vue'), props: true, meta: meta(() => t('report')) },
    { path: '/rule/:id', component: () => import('./RulePage.vue'), props: true, meta: meta(() => t('rule')) },
  ],
  nav: [{ order: 29, label: () => t('title'), icon: 'rule', to: '/rule', shown: runsBenefits }],
})
