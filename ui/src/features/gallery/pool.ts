/** The tiles on screen: as many as fit, handed from photo to photo by place (`index % size`) while one scrolls. */
import { Cell, type Look } from './cell'

export class CellPool {
  private cells: Cell[] = []
  private rows: HTMLElement[] = []
  private first = 0
  private end = 0

  constructor(
    private box: HTMLElement,
    private failed: (cell: Cell) => void,
  ) {}

  get range(): readonly [number, number] {
    return [this.first, this.end]
  }

  /** The tile of a place, while it is on screen. */
  at(index: number): Cell | null {
    const cell = this.cells[index % this.cells.length]
    return cell !== undefined && cell.index === index ? cell : null
  }

  /** The tile an event came from. */
  of(target: EventTarget | null): Cell | null {
    const element = target instanceof Element ? target.closest('.cell') : null
    return element === null ? null : (this.cells.find((cell) => cell.element === element) ?? null)
  }

  /**
   * Shows the places from `first` up to `end`; `all` also those that stood there before. While one scrolls, a tile that left stays where it was until
   * it is needed: hiding it would cost as much as showing another. `all` puts the rest away, for they may say what is no longer so.
   */
  show(first: number, end: number, all: boolean, look: (index: number) => Look): void {
    const size = this.grow(end - first)
    if (all) for (const cell of this.cells) if (cell.index < first || cell.index >= end) cell.hide()
    for (let index = first; index < end; index += 1) {
      const cell = this.cells[index % size]
      if (cell !== undefined && (all || cell.index !== index)) cell.show(look(index))
    }
    this.first = first
    this.end = end
  }

  /** Rows exist for screen readers: each owns its tiles. */
  describe(first: number, end: number, firstOf: (row: number) => number): void {
    while (this.rows.length < end - first) {
      const element = document.createElement('div')
      element.setAttribute('role', 'row')
      this.box.prepend(element)
      this.rows.push(element)
    }
    const size = this.cells.length
    for (let slot = 0; slot < this.rows.length; slot += 1) {
      const element = this.rows[slot]
      if (element === undefined) continue
      const row = first + slot
      element.hidden = row >= end
      if (row >= end) continue
      let owns = ''
      for (let i = firstOf(row); i < firstOf(row + 1); i += 1) owns += `cell-${i % size} `
      if (element.getAttribute('aria-owns') !== owns) {
        element.setAttribute('aria-owns', owns)
        element.setAttribute('aria-rowindex', String(row + 1))
      }
    }
  }

  private grow(need: number): number {
    if (need <= this.cells.length) return this.cells.length
    // With another size each tile belongs to other places.
    for (const cell of this.cells) cell.hide()
    // Some more than needed, so that a slightly fuller screen does not hand every tile to another photo.
    const size = Math.ceil(need * 1.25) + 8
    while (this.cells.length < size) {
      const cell = new Cell(`cell-${this.cells.length}`, this.failed)
      cell.element.hidden = true
      this.cells.push(cell)
      this.box.append(cell.element)
    }
    return size
  }
}
