/** The headings on screen, recycled like the tiles. */
import type { Groups } from '../../lib/layout/groups'
import type { Rows } from '../../lib/layout/justified'
import { count } from '../../lib/format'

interface Head {
  element: HTMLElement
  /** What it shows, so that standing still costs nothing; −1 while unused. */
  group: number
  of: Groups | null
  y: number
}

export class HeadPool {
  private heads: Head[] = []

  constructor(
    private box: HTMLElement,
    private height: number,
  ) {}

  /** Headings of the rows from `first` up to `end`, `down` pixels further down than the layout says. */
  show(rows: Rows, first: number, end: number, down: number, groups: Groups | null): void {
    let used = 0
    if (groups !== null) {
      for (let group = firstAt(rows.heads, first); group < rows.heads.length; group += 1) {
        const row = rows.heads[group] ?? 0
        if (row >= end) break
        const head = this.heads[used] ?? this.make()
        used += 1
        if (head.group !== group || head.of !== groups) this.name(head, group, groups, rows)
        const y = (rows.top[row] ?? 0) + down - this.height
        if (head.y !== y) head.element.style.transform = `translateY(${y}px)`
        head.y = y
      }
    }
    for (let i = used; i < this.heads.length; i += 1) this.hide(this.heads[i])
  }

  private make(): Head {
    const element = document.createElement('div')
    element.className = 'grid-head'
    element.append(document.createElement('b'), document.createElement('span'))
    this.box.append(element)
    const head: Head = { element, group: -1, of: null, y: NaN }
    this.heads.push(head)
    return head
  }

  private name(head: Head, group: number, groups: Groups, rows: Rows): void {
    const today = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60_000) / 86_400_000)
    const next = groups.starts[group + 1] ?? rows.count
    const [title, number] = head.element.children as unknown as [HTMLElement, HTMLElement]
    title.textContent = groups.name(group, today)
    number.textContent = count(next - (groups.starts[group] ?? 0))
    head.element.hidden = false
    head.group = group
    head.of = groups
  }

  private hide(head: Head | undefined): void {
    if (head === undefined || head.group < 0) return
    head.element.hidden = true
    head.group = -1
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
