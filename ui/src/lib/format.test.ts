import { expect, it } from 'vitest'
import { bytes, colour, count, counted, percent, size, when } from './format'

it('counts with separators', () => {
  expect(count(12408)).toBe('12,408')
  expect(counted(1, 'photo')).toBe('1 photo')
  expect(counted(842, 'photo')).toBe('842 photos')
})

it('sizes with a real times sign, and says nothing of what is unknown', () => {
  expect(size(7680, 5120)).toBe('7,680 × 5,120')
  expect(size(0, 0)).toBe('')
})

it.each([
  [0, '0 bytes'],
  [612, '612 bytes'],
  [1000, '1.0 KB'],
  [9_600_000, '9.6 MB'],
  [999_600_000, '1.0 GB'],
  [123_456_789, '123 MB'],
])('%i bytes read %s', (n, text) => expect(bytes(n)).toBe(text))

it('is never at 100 % before the end', () => {
  expect(percent(0.999)).toBe('99 %')
  expect(percent(1)).toBe('100 %')
})

it('tells times as people do', () => {
  const now = Date.parse('2026-11-20T14:00:00')
  expect(when(now - 20_000, now)).toBe('just now')
  expect(when(now - 5 * 60_000, now)).toBe('5 min ago')
  expect(when(now - 3 * 3_600_000, now)).toBe('11:00')
  expect(when(Date.parse('2024-03-14T10:00:00'), now)).toBe('14 Mar 2024')
})

it('writes colours, and leaves the unknown to the theme', () => {
  expect(colour(0x0a00ff)).toBe('#0a00ff')
  expect(colour(0)).toBe('')
})
