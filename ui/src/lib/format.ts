/** Numbers and sizes as people read them. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** `12,408` */
export const count = (n: number): string => whole.format(n)

/** `1 photo`, `842 photos` */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** `7,680 × 5,120`; empty while unknown */
export const size = (width: number, height: number): string => (width > 0 && height > 0 ? `${count(width)} × ${count(height)}` : '')

const units = ['KB', 'MB', 'GB', 'TB']

/** `612 bytes`, `9.6 MB`: powers of 1,000, as file managers show them */
export function bytes(n: number): string {
  if (n < 1000) return counted(n, 'byte')
  let value = n / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 99.95 ? tenths.format(value) : whole.format(value)} ${units[unit]}`
}

/** `just now`, `3 min ago`, `14:05`, `14 Mar`, `14 Mar 2024` */
export function when(then: number, now: number): string {
  const seconds = (now - then) / 1000
  if (seconds < 60) return 'just now'
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  const date = new Date(then)
  const today = new Date(now)
  if (date.toDateString() === today.toDateString()) {
    return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  }
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
  })
}

/** `14 March 2026, 09:12` */
export function moment(then: number): string {
  const date = new Date(then)
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  return `${day}, ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}

/** `62 %` */
export const percent = (fraction: number): string => `${Math.floor(fraction * 100)} %`

/** A mean colour (0xRRGGBB, 0 unknown) as CSS; empty when unknown, so the tile keeps the theme's own. */
export const colour = (rgb: number): string => (rgb === 0 ? '' : `#${rgb.toString(16).padStart(6, '0')}`)
