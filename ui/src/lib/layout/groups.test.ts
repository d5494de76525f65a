import { describe, expect, it } from 'vitest'
import { groupsOf } from './groups'

const day = (text: string): number => Date.parse(`${text}T00:00Z`) / 86_400_000
const today = day('2026-11-20')
const names = (days: number[]): string[] => {
  const groups = groupsOf(days)
  return groups === null ? [] : Array.from(groups.starts, (_, i) => groups.name(i, today))
}
const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value)

describe('headings', () => {
  it('are days where days are full', () => {
    expect(names([...times(9, today), ...times(8, today - 1), ...times(7, day('2026-03-14')), ...times(9, day('2024-03-15'))])).toEqual([
      'Today',
      'Yesterday',
      'Saturday 14 March',
      'Friday 15 March 2024',
    ])
  })

  it('are months where days hold a photo or two', () => {
    expect(names(Array.from({ length: 40 }, (_, i) => day('2026-03-31') - i))).toEqual(['March 2026', 'February 2026'])
  })

  it('are years for an album of a lifetime', () => {
    expect(names(Array.from({ length: 24 }, (_, i) => day('2020-12-15') - i * 60))).toEqual(['2020', '2019', '2018', '2017', '2016'].slice(0, 4))
  })

  it('are none when a view has no days, or hardly a photo a year', () => {
    expect(groupsOf([])).toBeNull()
    expect(groupsOf([day('1990-01-01'), day('2000-01-01'), day('2010-01-01')])).toBeNull()
  })
})
