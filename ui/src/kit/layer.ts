import { getContext, setContext } from 'svelte'

/** Where floating parts go: the open dialog if they belong to one, for all else lies below it and is inert. */
const key = Symbol('layer')

export const setLayer = (element: () => HTMLElement | null): void => {
  setContext(key, element)
}

/** Asked at each opening, for a dialog's element exists only once it is drawn. */
export function layer(): () => HTMLElement {
  const element = getContext<(() => HTMLElement | null) | undefined>(key)
  return () => element?.() ?? document.body
}
