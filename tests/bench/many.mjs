// A library of 100,000 small photos in 100 folders, of 500 different pictures.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cuts } from '../webview/photos.mjs'
import { data, run } from './tools.mjs'

export const manyCount = 100_000
const different = 500

/** The folder; made once, about 1 GB. */
export const many = () =>
  data('photos-100k', async (folder) => {
    const sources = await cuts()
    const pictures = join(folder, '..', 'pictures-500')
    mkdirSync(pictures, { recursive: true })
    for (let n = 0; n < different; n += 1) {
      const { truth } = sources[n % sources.length]
      // Turned in hue, so that no two are alike; 3:2, so that every row of the grid is alike.
      await run('convert', [truth, '-resize', '360x240!', '-modulate', `100,100,${100 + Math.floor(n / 3)}`, '-quality', '82', join(pictures, `${n}.jpg`)])
    }
    for (let place = 0; place < manyCount / 1000; place += 1) {
      const below = join(folder, `album-${String(place).padStart(3, '0')}`)
      mkdirSync(below, { recursive: true })
      for (let n = 0; n < 1000; n += 1) {
        copyFileSync(join(pictures, `${(place * 1000 + n) % different}.jpg`), join(below, `photo-${String(n).padStart(4, '0')}.jpg`))
      }
    }
  })
