/** Where a key leads in rows of pictures. */
import { besideRow, type Rows } from './justified'

/** The place after `key` from place `at`; `page` is how many rows a screen holds. `null`: the key leads nowhere. */
export function moved(rows: Rows, key: string, at: number, page: number): number | null {
  const to: Record<string, () => number> = {
    ArrowLeft: () => at - 1,
    ArrowRight: () => at + 1,
    ArrowUp: () => besideRow(rows, at, -1),
    ArrowDown: () => besideRow(rows, at, 1),
    PageUp: () => besideRow(rows, at, -page),
    PageDown: () => besideRow(rows, at, page),
    Home: () => 0,
    End: () => rows.count - 1,
  }
  const place = Object.hasOwn(to, key) ? to[key]?.() : undefined
  return place === undefined ? null : Math.max(0, Math.min(place, rows.count - 1))
}
