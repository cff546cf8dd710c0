import { Unreachable } from '@kit/api'
import { lang, textsReady } from '@kit/i18n'
import { loadMe, me } from '@kit/session'
import { ref, watch } from 'vue'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import { onDuty } from './duty'
import { recall } from './memory'
import { nav, routes } from './features'
import Missing from './Missing.vue'
import NoDuty from './NoDuty.vue'
import { t } from './text'

declare module 'vue-router' {
  interface RouteMeta {
    title: () => string
    /** Shown without navigation, and without signing in. */
    bare?: boolean
    /** Whether this officer may open it. */
    allowed?: () => boolean
  }
}

/** The server could not be asked who this is. */
export const unreachable = ref(false)

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/staff/'),
    routes: [
      ...routes,
      { path: '/no-duty', component: NoDuty, meta: { title: () => t('noDutyTitle') } },
      { path: '/:rest(.*)*', component: Missing, meta: { title: () => t('missingTitle') } },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    unreachable.value = false
    if (!me.value) await ask()
    if (to.meta.bare) return true
    if (!onDuty.value) return { path: '/signin', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    return to.meta.allowed && !to.meta.allowed() ? instead(to.path) : true
  })
  router.beforeResolve(textsReady)
  const entitle = () => {
    const title = router.currentRoute.value.meta.title?.()
    document.title = title ? `${title} · ${t('brand')}` : t('brand')
  }
  router.afterEach(entitle)
  watch(lang, entitle)
  watch(onDuty, (now, before) => {
    const { meta, fullPath } = router.currentRoute.value
    if (before && !now && !meta.bare) void router.push({ path: '/signin', query: { next: fullPath } })
  })
  watch(me, () => {
    const { meta, path } = router.currentRoute.value
    if (onDuty.value && meta.allowed && !meta.allowed()) void router.replace(instead(path))
  })
  return router
}

/** The first page is the first thing an officer has to do: for a gate keeper that is the gate. */
function instead(path: string) {
  const first = path === '/' ? nav.find(({ shown }) => shown?.() ?? true) : undefined
  return { path: first?.to ?? '/no-duty', replace: true }
}

async function ask(): Promise<void> {
  try {
    await loadMe()
  } catch (problem) {
    if (!(problem instanceof Unreachable)) throw problem
    unreachable.value = true
    me.value = recall()
  }
}
