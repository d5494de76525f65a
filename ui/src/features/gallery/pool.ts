/** The tiles on screen, in rows as screen readers want them. Row elements are handed on by place (`row % size`), and with them their tiles. */
import type { Rows } from '../../lib/layout/justified'
import { Cell, type Look } from './cell'

interface Slot {
  element: HTMLElement
  cells: Cell[]
  /** −1 while unused. */
  row: number
}

export class CellPool {
  private slots: Slot[] = []
  private owners = new WeakMap<Element, Cell>()

  constructor(
    private box: HTMLElement,
    private failed: (cell: Cell) => void,
  ) {}

  /** The tile of a place, while it is on screen. */
  at(rows: Rows, index: number): Cell | null {
    const row = rows.row[index] ?? 0
    const slot = this.slots[row % this.slots.length]
    const cell = slot?.row === row ? slot.cells[index - (rows.first[row] ?? 0)] : undefined
    return cell?.index === index ? cell : null
  }

  /** The tile an event came from. */
  of(target: EventTarget | null): Cell | null {
    const element = target instanceof Element ? target.closest('.cell') : null
    return element === null ? null : (this.owners.get(element) ?? null)
  }

  /**
   * Shows the rows from `first` up to `end`; `all` also those that stood there before. While one scrolls, a row that left stays where it was until
   * it is needed: hiding it would cost as much as showing another. `all` puts the rest away, for they may say what is no longer so.
   */
  show(rows: Rows, first: number, end: number, all: boolean, look: (index: number) => Look): void {
    const size = this.grow(end - first)
    if (all) for (const slot of this.slots) if (slot.row < first || slot.row >= end) this.hide(slot)
    for (let row = first; row < end; row += 1) {
      const slot = this.slots[row % size]
      if (slot !== undefined && (all || slot.row !== row)) this.fill(slot, row, rows, look)
    }
  }

  private fill(slot: Slot, row: number, rows: Rows, look: (index: number) => Look): void {
    const from = rows.first[row] ?? 0
    const count = (rows.first[row + 1] ?? rows.count) - from
    for (let i = 0; i < count; i += 1) {
      const cell = slot.cells[i] ?? this.make(slot)
      cell.show(look(from + i))
    }
    for (let i = count; i < slot.cells.length; i += 1) slot.cells[i]?.hide()
    if (slot.row !== row) {
      slot.element.setAttribute('aria-rowindex', String(row + 1))
      if (slot.row < 0) slot.element.hidden = false
      slot.row = row
    }
  }

  private hide(slot: Slot): void {
    if (slot.row < 0) return
    slot.row = -1
    slot.element.hidden = true
  }

  private make(slot: Slot): Cell {
    const cell = new Cell(this.failed)
    this.owners.set(cell.element, cell)
    slot.cells.push(cell)
    slot.element.append(cell.element)
    return cell
  }

  private grow(need: number): number {
    if (need <= this.slots.length) return this.slots.length
    // With another size each slot belongs to other rows.
    for (const slot of this.slots) this.hide(slot)
    // Some more than needed, so that a slightly fuller screen does not hand every row on.
    while (this.slots.length < need + 4) {
      const element = document.createElement('div')
      element.setAttribute('role', 'row')
      element.hidden = true
      this.box.append(element)
      this.slots.push({ element, cells: [], row: -1 })
    }
    return this.slots.length
  }
}
