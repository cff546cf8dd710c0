import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without signing in. */
    open?: boolean
    /** Shows something useful without a network. */
    offline?: boolean
    /** The page has its own bar at the bottom, so the tabs stay away. */
    bare?: boolean
    /** Name of the page in the browser's title. */
    title: () => string
  }
}
