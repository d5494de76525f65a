import type { RouteRef } from '../ipc/generated'

/** A route as one word, for lists and comparisons. */
export const routeKey = ({ provider, model }: RouteRef): string => `${provider}/${model}`

export const sameRoute = (a: RouteRef | null, b: RouteRef | null): boolean =>
  a === b || (a !== null && b !== null && routeKey(a) === routeKey(b))
