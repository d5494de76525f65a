// Thumbnails per second on two threads, against vipsthumbnail's best parallel use: two processes of one thread each.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchPhotos, originals } from '../../webview/photos.mjs'
import { data, example, inTurn, report, run, since } from '../tools.mjs'

const side = 512

// Four times the photograph, mirrored at the seams: large pictures with as much detail in every pixel as the small ones.
const mirrored = ['-resize', '6000000@>', '(', '+clone', '-flop', ')', '+append', '(', '+clone', '-flip', ')', '-append']

/** Megapixels of the copies: 2 to 24, as cameras and phones make them. */
const sizes = [2, 6, 12, 24]
const formats = {
  baseline: () => ['jpg', ['-interlace', 'None', '-quality', '90']],
  progressive: () => ['jpg', ['-interlace', 'JPEG', '-quality', '90']],
  mixed: (index) => [
    ['jpg', ['-interlace', 'None', '-quality', '90']],
    ['jpg', ['-interlace', 'JPEG', '-quality', '90']],
    ['png', ['-quality', '75']],
    ['webp', ['-quality', '85']],
    ['jpg', ['-interlace', 'None', '-quality', '95']],
    ['tif', ['-compress', 'LZW']],
  ][index % 6],
}

async function photos(kind) {
  await fetchPhotos()
  return data(`photos-${kind}`, async (folder) => {
    for (const [index, { name, path }] of originals().entries()) {
      for (const megapixels of sizes) {
        const [ext, options] = formats[kind](index * sizes.length + megapixels / 2)
        await run('convert', [path, ...(megapixels > 4 ? mirrored : []), '-resize', `${megapixels}000000@`, '-depth', '8', '-strip', ...options, join(folder, `${name}-${megapixels}.${ext}`)])
      }
    }
  })
}

async function measure(kind) {
  const folder = await photos(kind)
  const thumbs = await example('safelight-imaging', 'thumbs')
  const files = readdirSync(folder).filter((name) => !name.startsWith('.')).map((name) => join(folder, name))
  return inTurn(
    async () => (await report(thumbs, [folder, 2, side, 1])).per_second,
    () => vips(files),
  )
}

/** Pictures a second by vipsthumbnail. */
async function vips(files) {
  const out = join(tmpdir(), `vips-${process.pid}`)
  mkdirSync(out, { recursive: true })
  // Every other file to each, so that both have as much of every size.
  const shares = [0, 1].map((share) => files.filter((_, index) => index % 2 === share))
  const env = { ...process.env, VIPS_CONCURRENCY: '1' }
  const began = performance.now()
  await Promise.all(shares.map((share) => run('vipsthumbnail', ['--size', side, '-o', `${out}/%s.jpg[Q=85,strip]`, ...share], { env })))
  const seconds = since(began)
  const made = readdirSync(out).length
  rmSync(out, { recursive: true })
  if (made !== files.length) throw new Error(`vipsthumbnail made ${made} of ${files.length}`)
  return files.length / seconds
}

const row = (kind, goal) => ({ name: `thumbnails-${kind}`, unit: 'pictures/s', better: 'higher', goal, measure: () => measure(kind) })
export const rows = [row('baseline', 2), row('progressive', 2), row('mixed', 1.6)]
