// Shows the app where nobody can look: on a screen of its own it opens the sample pictures (or the folder given), upscales
// one of them by the menu, as a person would, and photographs the window. Prints where the photographs are.

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { Safelight } from '../tests/webview/lib/app.mjs'
import { Desktop } from '../tests/webview/lib/desktop.mjs'
import { root, target } from '../tests/webview/lib/places.mjs'
import { run } from '../tests/webview/lib/process.mjs'
import { photographed } from '../tests/webview/lib/screenshot.mjs'
import { until } from '../tests/webview/lib/wait.mjs'

const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff', '.bmp'])
/** Minutes for one picture on a slow machine. */
const PATIENCE = 20

const place = join(root, 'target', 'show')
const say = (text) => console.log(text)

/** The samples are copied first: results are written beside the pictures. One gets a small copy, done in seconds anywhere. */
async function pictures(asked) {
  if (asked) return resolve(asked)
  const folder = join(place, 'Sample pictures')
  cpSync(join(root, 'src-tauri/resources/samples'), folder, { recursive: true })
  await run('convert', [join(folder, 'sea.jpg'), '-resize', '480x480', '-quality', '92', join(folder, 'postcard.jpg')])
  return folder
}

/** The picture that is done soonest. */
function smallest(folder) {
  const found = readdirSync(folder)
    .filter((name) => PICTURES.has(extname(name).toLowerCase()) && !/_upscaled_/.test(name))
    .map((name) => ({ name, size: statSync(join(folder, name)).size }))
    .sort((one, other) => one.size - other.size)
  if (!found.length) throw new Error(`there are no pictures in ${folder}`)
  return found[0].name
}

async function show(app, desktop, folder) {
  const name = smallest(folder)
  const result = name.replace(/(\.\w+)$/, '_upscaled_2x$1')
  const shot = async (what) => {
    const path = join(place, `${what}.png`)
    await photographed(desktop, app.session, path)
    say(`Screenshot: ${relative(process.cwd(), path)}`)
  }

  await until('the first thumbnails', async () => (await app.thumbnailsDrawn()) > 0, 60)
  await until('all thumbnails', async () => (await app.thumbnailsDrawn()) >= (await app.photoNames()).length, 60)
  say(`Upscaling ${name} 2x`)
  await app.photo(name).rightClick()
  await app.get('menuitem', /^Upscale/).click()
  await app.get('menuitem', /^2x/).click()
  await app.toast.says(/Upscaled/, PATIENCE * 60)
  if (!existsSync(join(folder, result))) throw new Error(`the app says it is done, but there is no ${result}`)
  await app.photo(result).element(30)
  await until('its thumbnail', async () => (await app.thumbnailsDrawn()) >= (await app.photoNames()).length, 60)
  say(`Made ${join(relative(process.cwd(), folder), result)}`)
  await shot('safelight')
}

rmSync(place, { recursive: true, force: true })
mkdirSync(place, { recursive: true })
const folder = await pictures(process.argv[2])
const desktop = await Desktop.start({ secrets: false })
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void desktop.close().then(() => process.exit(130)))
}
try {
  const app = await Safelight.start(desktop, { args: [folder], binary: join(target, 'debug', 'safelight') })
  await show(app, desktop, folder)
  await app.quit()
} finally {
  await desktop.close()
}
