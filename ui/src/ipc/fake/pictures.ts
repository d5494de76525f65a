/** Pictures for the fake: landscapes drawn from a number, or real ones from a folder of a web server (`?photos=URL`). */

/** Real pictures: NN.jpg, NN.thumb.jpg, NN.small.jpg; their ratios and mean colours. */
export const real: readonly (readonly [ratio: number, colour: number])[] = [
  [1.5, 0x6d6d6d], [1.5, 0x959272], [0.6667, 0xb2b7b3], [1.7787, 0x7e7b74], [1.5, 0x97b4d2], [1.3333, 0x9e7507], [1.5, 0x7f2949], [1.7787, 0x6b849b],
  [0.75, 0x878d79], [1.5, 0x565543], [1.5, 0x495971], [1.7787, 0xababa3], [0.6667, 0x87653f], [1, 0x708742], [1.5, 0x8a8279], [1.5, 0xaf7a28],
  [1.7787, 0x983a5a], [1.3333, 0x676c60], [1.5, 0x8d642b], [0.75, 0x6f633f], [1.5, 0x806d6b], [1, 0xba3204], [1.5, 0x9e9c97], [1.25, 0x9e4638],
] // prettier-ignore

/** The same numbers from the same seed, for ever. */
export function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296
  }
}

export const drawnRatios = [1.5, 1.5, 0.667, 1.778, 1.333, 1.5, 0.75, 1, 1.5, 2.35]

/** A mean colour that goes with the drawing. */
export function drawnColour(seed: number): number {
  const next = random(seed)
  const hue = next() * 360
  return fromHsl(hue, 0.24, 0.34 + next() * 0.2)
}

/** Sky, sun, three hills: enough to tell one from another and up from down. */
export function drawing(seed: number, ratio: number, soft: boolean): string {
  const next = random(seed)
  const hue = next() * 360
  const light = 34 + next() * 20
  const w = 600
  const h = Math.round(w / ratio)
  const sky = `<linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 30% ${light + 22}%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 42% ${light + 8}%)"/></linearGradient>`
  const hills = [0.5, 0.66, 0.82].map((level, i) => {
    const top = h * level
    const a = h * 0.16 * (next() - 0.5)
    const b = h * 0.2 * (next() - 0.5)
    return `<path d="M0 ${top + a}C${w * 0.3} ${top - b} ${w * 0.6} ${top + b * 2} ${w} ${top - a}V${h}H0z" fill="hsl(${(hue + 20 * i) % 360} ${26 + i * 6}% ${light - 6 - i * 9}%)"/>`
  })
  const sun = `<circle cx="${w * (0.2 + next() * 0.6)}" cy="${h * (0.18 + next() * 0.2)}" r="${h * 0.07}" fill="hsl(${(hue + 60) % 360} 70% 82%)"/>`
  const blur = soft ? '<filter id="b"><feGaussianBlur stdDeviation="6"/></filter>' : ''
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><defs>${sky}${blur}</defs><g${soft ? ' filter="url(#b)"' : ''}><rect width="${w}" height="${h}" fill="url(#s)"/>${sun}${hills.join('')}</g></svg>`,
  )}`
}

function fromHsl(h: number, s: number, l: number): number {
  const f = (n: number): number => {
    const k = (n + h / 30) % 12
    return Math.round(255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return (f(0) << 16) | (f(8) << 8) | f(4)
}
