/** The headings on screen, recycled like the tiles. */
import type { Groups } from '../../lib/layout/groups'
import type { Rows } from '../../lib/layout/justified'
import { count } from '../../lib/format'

export class HeadPool {
  private elements: HTMLElement[] = []

  constructor(
    private box: HTMLElement,
    private height: number,
  ) {}

  /** Headings of the rows from `first` up to `end`, `down` pixels further down than the layout says. */
  show(rows: Rows, first: number, end: number, down: number, groups: Groups | null): void {
    let used = 0
    if (groups !== null) {
      const offset = new Date().getTimezoneOffset() * 60_000
      const today = Math.floor((Date.now() - offset) / 86_400_000)
      for (let group = firstAt(rows.heads, first); group < rows.heads.length; group += 1) {
        const row = rows.heads[group] ?? 0
        if (row >= end) break
        const next = groups.starts[group + 1] ?? rows.count
        this.put(used, groups.name(group, today), next - (groups.starts[group] ?? 0), (rows.top[row] ?? 0) + down - this.height)
        used += 1
      }
    }
    for (let i = used; i < this.elements.length; i += 1) this.elements[i]!.hidden = true
  }

  private put(slot: number, name: string, photos: number, y: number): void {
    let element = this.elements[slot]
    if (element === undefined) {
      element = document.createElement('div')
      element.className = 'grid-head'
      element.append(document.createElement('b'), document.createElement('span'))
      this.elements.push(element)
      this.box.append(element)
    }
    element.hidden = false
    element.style.transform = `translateY(${y}px)`
    const [title, number] = element.children as unknown as [HTMLElement, HTMLElement]
    if (title.textContent !== name) title.textContent = name
    if (number.textContent !== count(photos)) number.textContent = count(photos)
  }
}

/** The first heading at or after a row. */
function firstAt(heads: Uint32Array, row: number): number {
  let low = 0
  let high = heads.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((heads[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}
