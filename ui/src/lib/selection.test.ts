import { describe, expect, it } from 'vitest'
import { all, banded, inOrder, inverted, nothing, only, ranged, surviving, toggled, type Order } from './selection'

const order = (...ids: number[]): Order => ({ ids: Uint32Array.from(ids), indexOf: (id) => ids.indexOf(id) })
const album = order(10, 11, 12, 13, 14, 15)
const ids = (selection: { ids: ReadonlySet<number> }): number[] => [...selection.ids].sort((a, b) => a - b)

describe('selection', () => {
  it('takes one and gives it back', () => {
    const one = toggled(only(11), 13)
    expect(ids(one)).toEqual([11, 13])
    expect(ids(toggled(one, 11))).toEqual([13])
  })

  it('ranges from the anchor, both ways, and keeps the anchor', () => {
    const down = ranged(only(12), album, 14)
    expect(ids(down)).toEqual([12, 13, 14])
    expect(ids(ranged(down, album, 10))).toEqual([10, 11, 12])
  })

  it('adds a range when asked to keep', () => {
    const two = toggled(only(10), 13)
    expect(ids(ranged(two, album, 15, true))).toEqual([10, 13, 14, 15])
    expect(ids(ranged(two, album, 15))).toEqual([13, 14, 15])
  })

  it('starts anew when its anchor has gone', () => {
    expect(ids(ranged({ ids: new Set([99]), anchor: 99 }, album, 12))).toEqual([12])
  })

  it('takes all, none, the rest', () => {
    expect(ids(all(album))).toHaveLength(6)
    expect(ids(inverted(toggled(only(10), 15), album))).toEqual([11, 12, 13, 14])
    expect(nothing.ids.size).toBe(0)
  })

  it('adds what a band touches to what was there', () => {
    expect(ids(banded(new Set([10]), [12, 13], 12))).toEqual([10, 12, 13])
  })

  it('survives a rescan, without what left', () => {
    const before = toggled(only(10), 13)
    expect(surviving(before, order(13, 10, 40))).toBe(before)
    const after = surviving(before, order(10, 11))
    expect(ids(after)).toEqual([10])
    expect(after.anchor).toBeNull()
  })

  it('is never changed in place', () => {
    const one = only(10)
    toggled(one, 11)
    ranged(one, album, 15)
    expect(ids(one)).toEqual([10])
  })

  it('comes in the order shown', () => {
    expect(inOrder(toggled(toggled(only(14), 10), 12), album)).toEqual([10, 12, 14])
  })
})
