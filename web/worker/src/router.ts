import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { Unreachable } from '@kit/api'
import { textsReady } from '@kit/i18n'
import { loadMe, me } from '@kit/session'
import { routes } from './features'
import { t } from './ui/messages'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...routes,
    { path: '/:rest(.*)*', component: () => import('./ui/NotFoundPage.vue'), meta: { open: true, title: () => t('notFound') } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** True when the server has said who this is; false when it could not be asked. */
async function known(): Promise<boolean> {
  if (me.value) return true
  try {
    await loadMe()
    return true
  } catch (error) {
    if (error instanceof Unreachable) return false
    throw error
  }
}

router.beforeEach(async (to: RouteLocationNormalized) => {
  const reached = await known()
  if (to.meta.open) return true
  if (!reached) return to.meta.offline ? true : { path: '/mine', replace: true }
  if (me.value?.account?.kind === 'WORKER') return true
  return { path: '/signin', query: to.path === '/' ? {} : { next: to.fullPath }, replace: true }
})

router.beforeResolve(() => textsReady())

router.afterEach(async (to, from) => {
  document.title = `${to.meta.title?.() ?? ''} · ${t('product')}`
  const first = from.matched.length === 0
  if (first || to.path === from.path) return
  await nextTick()
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
})
