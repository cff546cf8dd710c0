import { collect } from '@kit/feature'

/** Everything under feature/ registers itself here by being there. */
export const { routes, nav, home } = collect(import.meta.glob('./feature/*/feature.ts', { eager: true }))
