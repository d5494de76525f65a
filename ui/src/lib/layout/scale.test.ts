import { expect, it } from 'vitest'
import { ScrollScale, tallest } from './scale'

it('is the content itself while that fits a scroll box', () => {
  const scale = new ScrollScale(2_000_000, 800)
  expect(scale.box).toBe(2_000_000)
  expect(scale.toContent(1234)).toBe(1234)
})

it('reaches both ends of content too tall for a scroll box', () => {
  const scale = new ScrollScale(80_000_000, 800)
  expect(scale.box).toBe(tallest)
  expect(scale.toContent(0)).toBe(0)
  expect(scale.toContent(tallest - 800)).toBeCloseTo(80_000_000 - 800, 3)
})

it('goes there and back', () => {
  const scale = new ScrollScale(80_000_000, 800)
  expect(scale.toContent(scale.toScroll(41_000_000))).toBeCloseTo(41_000_000, 3)
})
