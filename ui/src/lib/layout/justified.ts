/** Rows of pictures that fill the width, over flat arrays: one pass, no object per photo. */

export interface Geometry {
  /** Room for the pictures, CSS pixels. */
  width: number
  /** The height rows aim at. */
  rowHeight: number
  /** Between pictures, both ways. */
  gap: number
  /** First photo of each stretch with a heading, ascending, the first 0; none: one stretch without. */
  starts?: Uint32Array | undefined
  /** Room above each stretch for its heading. */
  heading?: number
}

/** Where everything is. `x`, `w` are per photo; `first`, `top`, `height` per row. */
export interface Rows {
  count: number
  rows: number
  x: Float32Array
  w: Float32Array
  /** Row of each photo. */
  row: Uint32Array
  /** First photo of each row; `first[rows]` is `count`. */
  first: Uint32Array
  /** Float64: a million photos reach beyond Float32's whole pixels. */
  top: Float64Array
  height: Float32Array
  /** Rows that begin a stretch, ascending. */
  heads: Uint32Array
  /** Height of it all, without a gap at the end. */
  total: number
}

/** Panoramas and strips would break every row they are in. */
const narrowest = 0.4
const widest = 4
/** A last row that would have to be taller than this share of the height aimed at is left short instead. */
const loosest = 1.25

/** A ratio that can be laid out; 1 while it is unknown or absurd. */
export const tame = (ratio: number): number => (ratio > 0 && Number.isFinite(ratio) ? Math.min(widest, Math.max(narrowest, ratio)) : 1)

export function justify(ratios: Float32Array, { width, rowHeight, gap, starts, heading = 0 }: Geometry): Rows {
  const count = ratios.length
  const x = new Float32Array(count)
  const w = new Float32Array(count)
  const row = new Uint32Array(count)
  const first = new Uint32Array(count + 1)
  const top = new Float64Array(count)
  const height = new Float32Array(count)
  const heads = new Uint32Array(starts?.length ?? 0)
  let rows = 0
  let y = 0

  const close = (start: number, end: number, sum: number, last: boolean): void => {
    const room = width - gap * (end - start - 1)
    const fit = room / sum
    const h = last && fit > rowHeight * loosest ? rowHeight : fit
    const full = h === fit
    let left = 0
    for (let i = start; i < end; i += 1) {
      // Edges are rounded, not widths: then no row is a pixel short, and no seam is wider than the gap.
      const right = i === end - 1 && full ? width : Math.round(left + tame(ratios[i] ?? 1) * h)
      x[i] = Math.round(left)
      w[i] = Math.max(1, right - Math.round(left))
      row[i] = rows
      left = left + tame(ratios[i] ?? 1) * h + gap
    }
    first[rows] = start
    top[rows] = y
    height[rows] = Math.max(1, Math.round(h))
    y += Math.max(1, Math.round(h)) + gap
    rows += 1
  }

  const fill = (from: number, to: number): void => {
    let start = from
    let sum = 0
    for (let i = from; i < to; i += 1) {
      const ratio = tame(ratios[i] ?? 1)
      const before = i - start
      const tall = before > 0 ? (width - gap * (before - 1)) / sum : Infinity
      const low = (width - gap * before) / (sum + ratio)
      // The photo that takes the row below its height stays in it only if that is nearer to the height aimed at.
      if (before > 0 && low < rowHeight && rowHeight - low > tall - rowHeight) {
        close(start, i, sum, false)
        start = i
        sum = 0
      }
      sum += ratio
      if ((width - gap * (i - start)) / sum <= rowHeight) {
        close(start, i + 1, sum, false)
        start = i + 1
        sum = 0
      }
    }
    if (start < to) close(start, to, sum, true)
  }

  if (width > 0) {
    const stretches = starts !== undefined && starts.length > 0 ? starts.length : 1
    for (let s = 0; s < stretches; s += 1) {
      if (starts !== undefined && starts.length > 0) {
        y += heading
        heads[s] = rows
      }
      fill(starts?.[s] ?? 0, starts?.[s + 1] ?? count)
    }
  }
  first[rows] = count
  return { count, rows, x, w, row, first, top, height, heads, total: y > 0 ? y - gap : 0 }
}

/** The row at `y`, by halving; 0 when there are none. */
export function rowAt(rows: Rows, y: number): number {
  let low = 0
  let high = rows.rows - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rows.top[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** First and one-past-last row worth drawing. */
export function visibleRows(rows: Rows, top: number, height: number, spare: number): [first: number, end: number] {
  if (rows.rows === 0) return [0, 0]
  return [Math.max(0, rowAt(rows, top) - spare), Math.min(rows.rows, rowAt(rows, top + height) + 1 + spare)]
}

/** The photo in the row above or below whose middle is nearest; the same photo at the ends. */
export function besideRow(rows: Rows, from: number, step: number): number {
  const here = rows.row[from] ?? 0
  const there = Math.min(rows.rows - 1, Math.max(0, here + step))
  if (there === here || rows.rows === 0) return from
  const middle = (rows.x[from] ?? 0) + (rows.w[from] ?? 0) / 2
  const end = rows.first[there + 1] ?? rows.count
  let best = rows.first[there] ?? 0
  let distance = Infinity
  for (let i = best; i < end; i += 1) {
    const d = Math.abs((rows.x[i] ?? 0) + (rows.w[i] ?? 0) / 2 - middle)
    if (d < distance) {
      distance = d
      best = i
    }
  }
  return best
}

/** Photos that a rectangle touches. */
export function within(rows: Rows, left: number, top: number, right: number, bottom: number): number[] {
  const touched: number[] = []
  if (rows.rows === 0 || bottom < 0) return touched
  for (let r = rowAt(rows, top); r < rows.rows && (rows.top[r] ?? 0) <= bottom; r += 1) {
    if ((rows.top[r] ?? 0) + (rows.height[r] ?? 0) < top) continue
    const end = rows.first[r + 1] ?? rows.count
    for (let i = rows.first[r] ?? 0; i < end; i += 1) {
      const x = rows.x[i] ?? 0
      if (x <= right && x + (rows.w[i] ?? 0) >= left) touched.push(i)
    }
  }
  return touched
}
