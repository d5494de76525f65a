/** Which photos are selected: pure moves from one selection to the next. Sets are replaced, never changed. */

export interface Selection {
  readonly ids: ReadonlySet<number>
  /** Where ranges start: a photo's id. */
  readonly anchor: number | null
}

/** What a photo list must answer for ranges. */
export interface Order {
  readonly ids: Uint32Array
  indexOf(id: number): number
}

export const nothing: Selection = { ids: new Set(), anchor: null }

export const only = (id: number): Selection => ({ ids: new Set([id]), anchor: id })

export function toggled(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** From the anchor to `id`; with `keep` beside what was selected before. */
export function ranged(selection: Selection, order: Order, id: number, keep = false): Selection {
  const end = order.indexOf(id)
  const start = selection.anchor === null ? end : order.indexOf(selection.anchor)
  if (end < 0) return selection
  if (start < 0) return only(id)
  const ids = new Set(keep ? selection.ids : [])
  for (let i = Math.min(start, end); i <= Math.max(start, end); i += 1) ids.add(order.ids[i] ?? 0)
  return { ids, anchor: selection.anchor ?? id }
}

export const all = (order: Order): Selection => ({ ids: new Set(order.ids), anchor: order.ids[0] ?? null })

export function inverted(selection: Selection, order: Order): Selection {
  const ids = new Set<number>()
  for (const id of order.ids) if (!selection.ids.has(id)) ids.add(id)
  return { ids, anchor: selection.anchor }
}

/** What a rubber band touches, beside `base` (what was selected when it began with a modifier held). */
export function banded(base: ReadonlySet<number>, touched: Iterable<number>, anchor: number | null): Selection {
  const ids = new Set(base)
  for (const id of touched) ids.add(id)
  return { ids, anchor }
}

/** The same selection after photos left. */
export function surviving(selection: Selection, order: Order): Selection {
  let gone = false
  for (const id of selection.ids) {
    if (order.indexOf(id) < 0) {
      gone = true
      break
    }
  }
  if (!gone) return selection
  const ids = new Set([...selection.ids].filter((id) => order.indexOf(id) >= 0))
  const anchor = selection.anchor !== null && order.indexOf(selection.anchor) >= 0 ? selection.anchor : null
  return { ids, anchor }
}

/** The selected ids in the order they are shown. */
export function inOrder(selection: Selection, order: Order): number[] {
  if (selection.ids.size === order.ids.length) return [...order.ids]
  return [...selection.ids].map((id) => [order.indexOf(id), id] as const).sort((a, b) => a[0] - b[0]).map(([, id]) => id)
}
