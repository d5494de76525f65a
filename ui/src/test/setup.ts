import { afterEach, vi } from 'vitest'
import { cleanup } from '@testing-library/svelte'

/* What jsdom lacks and the window has. */
class Quiet {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= Quiet as unknown as typeof ResizeObserver
globalThis.IntersectionObserver ??= Quiet as unknown as typeof IntersectionObserver
window.matchMedia ??= vi.fn().mockImplementation((query: string) => ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} }))
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false
}
Element.prototype.scrollIntoView ??= () => {}
Element.prototype.setPointerCapture ??= () => {}
Element.prototype.hasPointerCapture ??= () => false
Element.prototype.getAnimations ??= () => []
HTMLImageElement.prototype.decode ??= () => Promise.resolve()
globalThis.CSS ??= {} as typeof CSS
CSS.escape ??= (text: string) => text

afterEach(cleanup)
