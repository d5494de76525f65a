/** The controls under the pointer (take, ask): one set for the grid, handed from tile to tile. */
import { drawIcon } from './cell'

function button(name: string, label: string, icon: 'check' | 'more', inner: string): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = name
  element.tabIndex = -1
  element.title = label
  element.dataset['do'] = name
  const span = document.createElement('span')
  span.className = inner
  span.append(drawIcon(icon, icon === 'check' ? 12 : 16))
  element.append(span)
  return element
}

export function makeOver(): HTMLElement {
  const over = document.createElement('span')
  over.className = 'cell-over'
  // The keyboard has Shift+Space and the Menu key for these; a screen reader need not meet them in every tile.
  over.setAttribute('aria-hidden', 'true')
  over.append(button('take', 'Select', 'check', 'pick'), button('ask', 'More', 'more', 'dots'))
  return over
}
