// Photographs every view, dark and light, at two sizes: target/screenshots/views/WIDTHxHEIGHT-THEME-NN-name.png
//   node shots.mjs [FOLDER]     FOLDER: photographs to show instead of the sample pictures; SIZE=1920x1200: only this size
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { photosShown, upscale } from './lib/asking.mjs'
import { Safelight } from './lib/app.mjs'
import { Desktop } from './lib/desktop.mjs'
import { Fal } from './lib/fal.mjs'
import { Key } from './lib/page.mjs'
import { screenshots } from './lib/places.mjs'
import { photographed } from './lib/screenshot.mjs'
import { sleep, until } from './lib/wait.mjs'

const folder = process.argv[2]
const out = join(screenshots, 'views')
mkdirSync(out, { recursive: true })

async function visit(width, height) {
  const desktop = await Desktop.start({ width, height })
  try {
    const fal = await Fal.start(desktop, { delay: 500 })
    const app = await Safelight.start(desktop, { args: folder ? [folder] : [], env: fal.env })
    const tour = new Tour(desktop, app, fal, `${width}x${height}`)
    if (!folder) {
      await app.get('button', 'Try with sample pictures').element(30)
      await tour.shot('welcome')
      await app.get('button', 'Try with sample pictures').click()
    }
    await photosShown(app, 8)
    await tour.work()
    for (const theme of ['Dark', 'Light']) {
      await tour.dress(theme)
      await tour.round()
    }
    await app.quit()
  } catch (error) {
    await desktop.photograph(join(out, `${width}x${height}-FAILED.png`))
    throw error
  } finally {
    await desktop.close()
  }
}

class Tour {
  #step = 0
  #theme = 'dark'

  constructor(desktop, app, fal, size) {
    Object.assign(this, { desktop, app, fal, size })
  }

  async shot(name) {
    this.#step += 1
    await photographed(this.desktop, this.app.session, join(out, `${this.size}-${this.#theme}-${String(this.#step).padStart(2, '0')}-${name}.png`))
  }

  async dress(theme) {
    const { app } = this
    await app.chord(Key.control, ',')
    const settings = app.get('dialog', 'Settings')
    await settings.get('radio', theme).click()
    await app.key(Key.escape)
    await settings.gone()
    this.#theme = theme.toLowerCase()
    this.#step = 0
  }

  /** One job that is done, one that goes on and will not end meanwhile: the panel has something to show, and nothing moves. */
  async work() {
    const { app } = this
    const names = await app.photoNames()
    await app.photo(names[0]).click()
    await app.chord(Key.control, 'g')
    const dialog = app.get('dialog', 'Generate image')
    await dialog.get('textbox', 'What it should show').type('a lighthouse in fog')
    await dialog.get('button', 'Generate').click()
    await dialog.gone()
    await until('the generated picture', async () => (await app.photoNames()).length === names.length + 1, 60)
    await this.fal.hold()
    await upscale(app, names[1], /^ESRGAN/)
    await app.jobs.get('article', /^Upscale/).element()
  }

  async round() {
    const { app } = this
    const [first, second, third] = await app.photoNames()
    await app.mouse.away()
    await app.photo(second).click()
    await this.shot('gallery')
    await app.photo(second).rightClick()
    await app.get('menuitem', /^Upscale/).click()
    await app.get('menuitem', /^2x/).element()
    await this.shot('menu')
    await until('the menu to be closed', async () => {
      await app.key(Key.escape)
      return (await app.get('menuitem').count()) === 0
    })

    await app.photo(first).click()
    await app.chord(Key.control, 'a')
    await app.says(/\d\d selected/)
    await app.photo(second).rightClick()
    await app.get('menuitem', /^Upscale \d+ photos/).click()
    await app.get('dialog', /^Upscale/).says(/_upscaled_/)
    await this.shot('plan')
    await app.key(Key.escape)

    await app.chord(Key.control, 'g')
    await app.get('dialog', 'Generate image').get('textbox', 'What it should show').type('a lighthouse in fog, the sea below it, early morning')
    await this.shot('generate')
    await app.key(Key.escape)
    await app.chord(Key.control, ',')
    await app.get('dialog', 'Settings').element()
    await this.shot('settings')
    await app.key(Key.escape)
    await app.key('?')
    await app.get('dialog', 'Keys').element()
    await this.shot('keys')
    await app.key(Key.escape)

    await app.photo(third).click()
    await app.key(Key.enter)
    await app.get('region', 'Viewer').element()
    await sleep(800)
    await this.shot('viewer')
    await app.key(Key.escape)
    await app.get('region', 'Viewer').gone()
  }
}

const sizes = process.env.SIZE ? [process.env.SIZE.split('x').map(Number)] : [[1280, 800], [1920, 1200]]
for (const [width, height] of sizes) await visit(width, height)
