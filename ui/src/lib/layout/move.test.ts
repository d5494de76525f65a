import { expect, it } from 'vitest'
import { justify } from './justified'
import { moved } from './move'

const rows = justify(new Float32Array(100).fill(1.5), { width: 1024, rowHeight: 172, gap: 4 })
const perRow = rows.first[1] ?? 0

it('walks along rows and from row to row', () => {
  expect(moved(rows, 'ArrowRight', 5, 3)).toBe(6)
  expect(moved(rows, 'ArrowDown', 1, 3)).toBe(1 + perRow)
  expect(moved(rows, 'PageDown', 1, 3)).toBe(1 + 3 * perRow)
  expect(moved(rows, 'End', 1, 3)).toBe(99)
  expect(moved(rows, 'Home', 50, 3)).toBe(0)
})

it('stops at the ends', () => {
  expect(moved(rows, 'ArrowLeft', 0, 3)).toBe(0)
  expect(moved(rows, 'ArrowRight', 99, 3)).toBe(99)
  expect(moved(rows, 'PageUp', 2, 3)).toBe(2)
})

it('leaves other keys to others', () => {
  expect(moved(rows, 'Enter', 5, 3)).toBeNull()
  expect(moved(rows, 'constructor', 5, 3)).toBeNull()
})
