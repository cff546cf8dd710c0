import { defineFeature } from '@kit/feature'
import { hasRole } from '@kit/session'
import { runsBenefits, seesBoards } from '../../shell/duty'
import { t } from './text'

const configures = () => hasRole('OFFICER', 'LEADER', 'SYSTEM')

export default defineFeature({
  id: 'casework',
  routes: [
    { path: '/', component: () => import('./WorkPage.vue'), meta: { title: () => t('title'), allowed: runsBenefits } },
    { path: '/case/:id', component: () => import('./CasePage.vue'), props: true, meta: { title: () => t('case'), allowed: seesBoards } },
    { path: '/case-types', component: () => import('./TypesPage.vue'), meta: { title: () => t('types'), allowed: configures } },
  ],
  nav: [
    { order: 0, label: () => t('title'), icon: 'list', to: '/', shown: runsBenefits },
    { order: 70, label: () => t('types'), icon: 'steps', to: '/case-types', shown: configures },
  ],
})
