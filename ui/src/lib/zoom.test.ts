import { describe, expect, it } from 'vitest'
import { fitScale, fitted, held, wantedSide, zoomedAt } from './zoom'

const picture = { width: 4000, height: 3000 }
const box = { width: 1000, height: 800 }

describe('zoom', () => {
  it('fits the whole picture and blows no small one up', () => {
    expect(fitScale(picture, box)).toBe(0.25)
    expect(fitScale({ width: 200, height: 100 }, box)).toBe(1)
  })

  it('keeps the point under the pointer', () => {
    const before = zoomedAt(fitted(picture, box), 0.8, 0, 0, picture, box)
    const at = [240, -130] as const
    const after = zoomedAt(before, 1.3, at[0], at[1], picture, box)
    const under = (p: typeof before): number[] => [(at[0] - p.x) / p.scale, (at[1] - p.y) / p.scale]
    expect(under(after)[0]).toBeCloseTo(under(before)[0] ?? 0, 6)
    expect(under(after)[1]).toBeCloseTo(under(before)[1] ?? 0, 6)
  })

  it('stops at the edges, and centres a side that fits', () => {
    expect(held({ scale: 1, x: 9000, y: -9000 }, picture, box)).toEqual({ scale: 1, x: 1500, y: -1100 })
    expect(held({ scale: 0.25, x: 50, y: 50 }, picture, box)).toEqual({ scale: 0.25, x: 0, y: 0 })
  })

  it('goes no further out than the whole', () => {
    expect(zoomedAt({ scale: 0.5, x: 0, y: 0 }, 0.01, 300, 300, picture, box)).toEqual({ scale: 0.25, x: 0, y: 0 })
  })

  it('asks for as many pixels as the screen has, and all at actual size', () => {
    expect(wantedSide(picture, 0.25, 1)).toBe(1024)
    expect(wantedSide(picture, 0.25, 2)).toBe(2048)
    expect(wantedSide(picture, 1, 1)).toBeNull()
    expect(wantedSide({ width: 800, height: 600 }, 1, 1)).toBeNull()
  })
})
