// What journeys ask of the app again and again.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Key } from './page.mjs'
import { built } from './places.mjs'
import { until } from './wait.mjs'

/** Waits until the folder's photos stand in the grid with their pictures. */
export async function photosShown(app, count, seconds = 30) {
  await until(`${count} photos in the grid`, async () => (await app.photoNames()).length >= count, seconds)
  await until(`${count} thumbnails`, async () => (await app.thumbnailsDrawn()) >= count, seconds)
}

/** Right-click → Upscale → the size. `way` picks another way at the scale used last. */
export async function upscale(app, photo, entry) {
  await openUpscale(app, photo)
  await app.get('menuitem', entry).click()
}

export async function openUpscale(app, photo) {
  await app.photo(photo).rightClick()
  await app.get('menuitem', /^Upscale/).click()
}

/** Waits for a file, whole and with its size: a result is moved into place in one go. */
export async function fileAt(folder, name, seconds = 120) {
  const path = join(folder, name)
  await until(name, () => existsSync(path), seconds, 200)
  return path
}

/** Types a key for fal in Settings, and gives fal's card there. */
export async function giveKey(app, key) {
  await app.chord(Key.control, ',')
  const card = app.get('dialog', 'Settings').get('region', 'fal')
  await card.get('textbox', /key$/).type(key)
  return card
}

/** All jobs as the command line tells them: it shares the app's database. */
export async function jobs(desktop) {
  const said = await desktop.run(built('safelight-cli', 'SAFELIGHT_CLI_BIN'), 'jobs', 'list', '--json')
  return said.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line))
}
