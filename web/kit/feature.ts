import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

/** An entry of the app's main navigation; the label is a function, so that it follows the language. */
export interface Nav {
  order: number
  label: () => string
  /** Name of a symbol in the app's icon set. */
  icon?: string
  /** Route path it leads to. */
  to: string
  /** Whether this user sees it at all. */
  shown?: () => boolean
}

/** A part of the first screen that a feature brings along. */
export interface HomePart {
  order: number
  load: () => Promise<{ default: Component }>
}

/** What a feature shows on the page of its kind of case. */
export interface CasePart {
  /** The case type it belongs to. */
  type: string
  load: () => Promise<{ default: Component }>
}

/** What a feature adds to an app. Nothing else has to be edited: the app finds every `feature/<id>/feature.ts`. */
export interface Feature {
  id: string
  routes: RouteRecordRaw[]
  nav?: Nav[]
  home?: HomePart[]
  cases?: CasePart[]
}

export function defineFeature(feature: Feature): Feature {
  return feature
}

/** Reads the modules of `import.meta.glob('./feature/*' + '/feature.ts', { eager: true })`. */
export function collect(modules: Record<string, unknown>) {
  const features = Object.values(modules).map((module) => (module as { default: Feature }).default)
  const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order
  return {
    features,
    routes: features.flatMap((feature) => feature.routes),
    nav: features.flatMap((feature) => feature.nav ?? []).sort(byOrder),
    cases: features.flatMap((feature) => feature.cases ?? []),
    home: features.flatMap((feature) => feature.home ?? []).sort(byOrder),
  }
}
