/** Stretches of time with a heading each: days, or months or years where days would hold a photo or two. */

export interface Groups {
  /** First photo of each. */
  starts: Uint32Array
  /** `Saturday 14 March`, `March 2026`, `2026` */
  name(group: number, today: number): string
}

/** Fewer than this on average, and the wall would be more headings than pictures. */
const enough = 6
const dayLength = 86_400_000

type Grain = 'day' | 'month' | 'year'

const keyOf = (day: number, grain: Grain): number => {
  if (grain === 'day') return day
  const date = new Date(day * dayLength)
  return grain === 'month' ? date.getUTCFullYear() * 12 + date.getUTCMonth() : date.getUTCFullYear()
}

function startsOf(days: readonly number[], grain: Grain): number[] {
  const starts: number[] = []
  let day = NaN
  let key = NaN
  for (let i = 0; i < days.length; i += 1) {
    const next = days[i] ?? 0
    if (next === day) continue
    day = next
    const nextKey = keyOf(next, grain)
    if (nextKey === key) continue
    key = nextKey
    starts.push(i)
  }
  return starts
}

/** `days` are days since 1970 in the order shown; `null` when there is nothing worth a heading. */
export function groupsOf(days: readonly number[]): Groups | null {
  for (const grain of ['day', 'month', 'year'] as const) {
    const starts = startsOf(days, grain)
    if (starts.length === 0) return null
    if (days.length / starts.length < enough) continue
    return { starts: Uint32Array.from(starts), name: (group, today) => nameOf(days[starts[group] ?? 0] ?? 0, grain, today) }
  }
  return null
}

/** Made once: a formatter costs a hundred times what it writes. */
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
const month = format({ month: 'long', year: 'numeric' })
const weekday = format({ weekday: 'long' })
const dayOfMonth = format({ day: 'numeric', month: 'long' })

function nameOf(day: number, grain: Grain, today: number): string {
  const date = new Date(day * dayLength)
  const year = date.getUTCFullYear()
  if (grain === 'year') return String(year)
  if (grain === 'month') return month.format(date)
  if (day === today) return 'Today'
  if (day === today - 1) return 'Yesterday'
  const sameYear = year === new Date(today * dayLength).getUTCFullYear()
  return `${weekday.format(date)} ${dayOfMonth.format(date)}${sameYear ? '' : ` ${year}`}`
}
