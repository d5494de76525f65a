import { describe, expect, it } from 'vitest'
import { besideRow, justify, rowAt, visibleRows, within, type Geometry } from './justified'

const wide: Geometry = { width: 1024, rowHeight: 172, gap: 4 }

/** Ratios of a mixed album, the same every time. */
function album(count: number): Float32Array {
  const some = [1.5, 1.5, 0.667, 1.778, 1.333, 0.75, 1, 2.35]
  return Float32Array.from({ length: count }, (_, i) => some[(i * 7 + (i >> 3)) % some.length] ?? 1)
}

describe('rows of pictures', () => {
  it('fill the width to the pixel, but for the last', () => {
    const rows = justify(album(500), wide)
    for (let r = 0; r < rows.rows - 1; r += 1) {
      const last = (rows.first[r + 1] ?? 0) - 1
      expect((rows.x[last] ?? 0) + (rows.w[last] ?? 0), `row ${r}`).toBe(1024)
    }
  })

  it('are as high as asked, give or take', () => {
    const rows = justify(album(500), wide)
    const heights = Array.from(rows.height.subarray(0, rows.rows - 1))
    expect(Math.min(...heights)).toBeGreaterThan(110)
    expect(Math.max(...heights)).toBeLessThan(260)
    expect(heights.reduce((sum, h) => sum + h, 0) / heights.length).toBeCloseTo(172, -1.2)
  })

  it('keep the gap between neighbours', () => {
    const rows = justify(album(60), wide)
    for (let i = 1; i < 60; i += 1) {
      if (rows.row[i] !== rows.row[i - 1]) continue
      const gap = (rows.x[i] ?? 0) - (rows.x[i - 1] ?? 0) - (rows.w[i - 1] ?? 0)
      expect(Math.abs(gap - 4), `before photo ${i}`).toBeLessThanOrEqual(1)
    }
  })

  it('hold every photo once and in order', () => {
    const rows = justify(album(333), wide)
    expect(rows.first[rows.rows]).toBe(333)
    for (let r = 0; r < rows.rows; r += 1) {
      expect(rows.first[r + 1]).toBeGreaterThan(rows.first[r] ?? 0)
      for (let i = rows.first[r] ?? 0; i < (rows.first[r + 1] ?? 0); i += 1) expect(rows.row[i]).toBe(r)
    }
  })

  it('do not blow up a lonely last photo', () => {
    const rows = justify(Float32Array.of(1.5), wide)
    expect(rows.height[0]).toBe(172)
    expect(rows.w[0]).toBe(258)
  })

  it('survive panoramas, strips and unknown sizes', () => {
    const rows = justify(Float32Array.of(40, 0.01, 0, NaN, Infinity, 1.5), wide)
    expect(rows.rows).toBeGreaterThan(0)
    expect(Number.isFinite(rows.total)).toBe(true)
    for (let i = 0; i < 6; i += 1) expect(rows.w[i]).toBeGreaterThan(0)
  })

  it('are none without width or photos', () => {
    expect(justify(album(10), { ...wide, width: 0 }).rows).toBe(0)
    expect(justify(new Float32Array(0), wide).total).toBe(0)
  })

  it('leave room for headings where a stretch begins', () => {
    const rows = justify(album(40), { ...wide, starts: Uint32Array.of(0, 13), heading: 42 })
    expect([...rows.heads].map((row) => rows.first[row])).toEqual([0, 13])
    expect(rows.top[0]).toBe(42)
    const head = rows.heads[1] ?? 0
    expect((rows.top[head] ?? 0) - (rows.top[head - 1] ?? 0) - (rows.height[head - 1] ?? 0)).toBe(46)
  })

  it('lay a hundred thousand photos out as they do a few', () => {
    const rows = justify(album(100_000), wide)
    expect(rows.first[rows.rows]).toBe(100_000)
    expect(rows.total).toBeGreaterThan(1_000_000)
  })
})

describe('finding rows', () => {
  const rows = justify(album(2000), wide)

  it('agrees with looking at each', () => {
    for (const y of [-5, 0, 1, 171, 5000, rows.total - 1, rows.total + 500]) {
      let slow = 0
      for (let r = 0; r < rows.rows; r += 1) if ((rows.top[r] ?? 0) <= y) slow = r
      expect(rowAt(rows, y), `at ${y}`).toBe(slow)
    }
  })

  it('takes some spare rows, but none that do not exist', () => {
    expect(visibleRows(rows, 0, 600, 2)[0]).toBe(0)
    expect(visibleRows(rows, rows.total, 600, 2)[1]).toBe(rows.rows)
    const [first, end] = visibleRows(rows, 4000, 600, 2)
    expect(first).toBe(rowAt(rows, 4000) - 2)
    expect(end).toBe(rowAt(rows, 4600) + 3)
  })

  it('moves up and down to the nearest middle and back again at the ends', () => {
    const from = rows.first[5] ?? 0
    const down = besideRow(rows, from, 1)
    expect(rows.row[down]).toBe(6)
    expect(rows.row[besideRow(rows, down, -1)]).toBe(5)
    expect(besideRow(rows, 0, -1)).toBe(0)
    expect(besideRow(rows, 1999, 1)).toBe(1999)
  })

  it('finds what a rubber band touches', () => {
    const all = within(rows, 0, 0, 1024, rows.total)
    expect(all).toHaveLength(2000)
    const left = within(rows, 0, 0, 5, (rows.top[2] ?? 0) + 5)
    expect(left).toEqual([rows.first[0], rows.first[1], rows.first[2]])
    expect(within(rows, 0, -50, 1024, -10)).toEqual([])
  })
})
