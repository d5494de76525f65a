// Looking at pictures with tools that are not ours: ImageMagick and vips.
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './process.mjs'

/** Width and height in pixels. */
export async function sizeOf(path) {
  const [width, height] = (await run('identify', ['-format', '%w %h', `${path}[0]`])).split(' ').map(Number)
  return { width, height }
}

/** One tag as exiftool reads it; empty if there is none. */
export async function tag(path, name) {
  return (await run('exiftool', ['-s3', `-${name}`, path])).trim()
}

/** `path` twice as large by somebody else's Lanczos3. */
export async function lanczosTwice(path) {
  const out = join(tmpdir(), `lanczos-${process.pid}-${Math.random().toString(36).slice(2)}.png`)
  await run('vips', ['resize', path, out, '2', '--kernel', 'lanczos3'])
  return out
}

/** Peak signal to noise ratio of the luma of two pictures of one size, in dB; a rim of 8 pixels is left out. */
export async function psnr(a, b) {
  const { width, height } = await sizeOf(a)
  const [left, right] = await Promise.all([luma(a), luma(b)])
  if (left.length !== width * height || right.length !== left.length) throw new Error(`${a} and ${b} differ in size`)
  let sum = 0
  let count = 0
  for (let y = 8; y < height - 8; y += 1) {
    for (let x = 8; x < width - 8; x += 1) {
      const i = y * width + x
      sum += (left[i] - right[i]) ** 2
      count += 1
    }
  }
  return 10 * Math.log10(255 ** 2 / (sum / count))
}

async function luma(path) {
  const rgb = await raw(path)
  const out = new Float64Array(rgb.length / 3)
  for (let i = 0; i < out.length; i += 1) out[i] = 0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2]
  return out
}

function raw(path) {
  return new Promise((done, failed) => {
    execFile('convert', [path, '-depth', '8', 'rgb:-'], { encoding: 'buffer', maxBuffer: 1 << 28 }, (error, out) => (error ? failed(error) : done(out)))
  })
}
