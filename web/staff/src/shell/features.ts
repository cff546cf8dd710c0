import { collect } from '@kit/feature'

/** Every feature of the console; a new one only needs its folder. */
export const { routes, nav, cases } = collect(import.meta.glob('../feature/*/feature.ts', { eager: true }))
