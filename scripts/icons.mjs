// Draws the icon, the lamp of a darkroom, into src-tauri/icons. Run by hand when the drawing changes: `node scripts/icons.mjs`.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../src-tauri/icons')

/** Points taken per pixel and direction, for smooth edges. */
const GRID = 4

const PLATE = { top: [0x2a, 0x26, 0x24], bottom: [0x12, 0x11, 0x11], margin: 0.04, corner: 0.22 }
/** The lamp of the brand in the gallery: a light that is off the centre of its glass. */
const LAMP = { radius: 0.27, shine: [-0.06, -0.09], stops: [[0, [255, 214, 174]], [0.42, [240, 136, 62]], [1, [122, 44, 5]]] }
const GLOW = { colour: [240, 120, 50], strength: 0.42, reach: 0.2 }

const mix = (from, to, part) => from.map((value, channel) => value + (to[channel] - value) * part)

function shade(stops, at) {
  const next = stops.findIndex(([place]) => place >= at)
  if (next < 0) return stops.at(-1)[1]
  if (next === 0) return stops[0][1]
  const [[before, from], [after, to]] = [stops[next - 1], stops[next]]
  return mix(from, to, (at - before) / (after - before))
}

/** Red, green, blue, alpha of the drawing at (x, y), both -0.5 to 0.5. */
function point(x, y) {
  const half = 0.5 - PLATE.margin
  const [dx, dy] = [Math.abs(x), Math.abs(y)].map((d) => Math.max(d - (half - PLATE.corner), 0))
  if (Math.hypot(dx, dy) > PLATE.corner) return [0, 0, 0, 0]
  const radius = Math.hypot(x, y)
  if (radius <= LAMP.radius) {
    const offCentre = Math.hypot(x - LAMP.shine[0], y - LAMP.shine[1])
    return [...shade(LAMP.stops, offCentre / (LAMP.radius * 1.3)), 255]
  }
  const glow = GLOW.strength * Math.exp(-(((radius - LAMP.radius) / GLOW.reach) ** 2) * 3)
  return [...mix(mix(PLATE.top, PLATE.bottom, y + 0.5), GLOW.colour, glow), 255]
}

function pixels(size) {
  const bytes = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < GRID * GRID; sample++) {
        const x = (column + ((sample % GRID) + 0.5) / GRID) / size - 0.5
        const y = (row + (Math.floor(sample / GRID) + 0.5) / GRID) / size - 0.5
        const [red, green, blue, alpha] = point(x, y)
        const colours = [red * alpha, green * alpha, blue * alpha, alpha]
        colours.forEach((value, channel) => (sum[channel] += value))
      }
      const alpha = sum[3]
      const colour = sum.slice(0, 3).map((value) => (alpha ? value / alpha : 0))
      bytes.set([...colour, alpha / (GRID * GRID)].map(Math.round), (row * size + column) * 4)
    }
  }
  return bytes
}

function png(size) {
  const image = pixels(size)
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let row = 0; row < size; row++) image.copy(rows, row * (size * 4 + 1) + 1, row * size * 4, (row + 1) * size * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [['IHDR', header], ['IDAT', deflateSync(rows, { level: 9 })], ['IEND', Buffer.alloc(0)]]
  return Buffer.concat([signature, ...chunks.map(([name, data]) => chunk(name, data))])
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** Windows: a table of PNG files. */
function ico(sizes) {
  const images = sizes.map(png)
  const table = Buffer.alloc(6 + 16 * sizes.length)
  table.writeUInt16LE(1, 2)
  table.writeUInt16LE(sizes.length, 4)
  let offset = table.length
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index
    table.set([size % 256, size % 256], entry)
    table.writeUInt16LE(1, entry + 4)
    table.writeUInt16LE(32, entry + 6)
    table.writeUInt32LE(images[index].length, entry + 8)
    table.writeUInt32LE(offset, entry + 12)
    offset += images[index].length
  })
  return Buffer.concat([table, ...images])
}

/** macOS: PNG files, each under the name of its size. */
function icns(sizes) {
  const names = { 128: 'ic07', 256: 'ic08', 512: 'ic09' }
  const entries = sizes.map((size) => block(names[size], png(size)))
  return block('icns', Buffer.concat(entries))
}

function block(name, data) {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'ascii')
  head.writeUInt32BE(data.length + 8, 4)
  return Buffer.concat([head, data])
}

mkdirSync(folder, { recursive: true })
const files = {
  '32x32.png': png(32),
  '128x128.png': png(128),
  '128x128@2x.png': png(256),
  'icon.png': png(512),
  'icon.ico': ico([16, 32, 48, 256]),
  'icon.icns': icns([128, 256, 512]),
}
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
