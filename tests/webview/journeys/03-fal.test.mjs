import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileAt, giveKey, openUpscale, photosShown } from '../lib/asking.mjs'
import { journey } from '../lib/journey.mjs'
import { sizeOf } from '../lib/pictures.mjs'
import { Key } from '../lib/page.mjs'
import { until } from '../lib/wait.mjs'
import { cuts } from '../photos.mjs'

journey('a key typed in Settings is tested, kept in the secret store, and pays for an upscale', '20', async (journey) => {
  const [one, two, three] = await cuts()
  const folder = journey.folder(one.small, two.small, three.small)
  const fal = await journey.fal()
  const app = await journey.start([folder], fal.hosts)
  await photosShown(app, 3)

  const card = await giveKey(app, fal.key)
  await card.get('button', 'Test key').click()
  await card.says(/works|accepted|good/i)
  await journey.shot('key-tested')
  await card.get('button', 'Save').click()
  await card.says(/Key set/)
  await until('the key in the secret store', async () => (await journey.desktop.secret('service', 'safelight', 'username', 'fal')) === fal.key)
  await journey.shot('key-saved')
  await app.key(Key.escape)

  await openUpscale(app, `${one.name}.jpg`)
  await app.get('menuitem', /ESRGAN.*fal|fal.*ESRGAN/i).element()
  await journey.shot('ways')
  await app.get('menuitem', /ESRGAN.*fal|fal.*ESRGAN/i).click()
  const scale = (await app.jobs.get('article', /Upscale/).attribute('aria-label')).match(/Upscale (\d)x/)[1]
  const result = await fileAt(folder, `${one.name}_upscaled_${scale}x.jpg`)
  const small = await sizeOf(one.small)
  assert.deepEqual(await sizeOf(result), { width: small.width * scale, height: small.height * scale })
  await app.toast.says(/Upscaled/)
  await journey.shot('upscaled')
  assert.equal(await fal.count('submit'), 1)
  assert.equal((await fal.uploads()).length, 1)

  await openUpscale(app, `${two.name}.jpg`)
  await app.get('menuitem', /ESRGAN.*fal|fal.*ESRGAN/i).click()
  const close = await journey.desktop.otherWindow()
  const shown = await journey.desktop.notifications.wait(1, 60)
  assert.match(shown.summary, /Upscaled/)
  await journey.desktop.notifications.click()
  await app.get('region', 'Viewer').says(new RegExp(`${two.name}_upscaled`))
  await journey.shot('notified')
  await close()
})

journey('two pictures are generated from words into the open folder', '21', async (journey) => {
  const [one] = await cuts()
  const folder = journey.folder(one.small)
  const fal = await journey.fal()
  const app = await journey.start([folder], fal.env)
  await photosShown(app, 1)

  await app.chord(Key.control, 'g')
  const dialog = app.get('dialog', 'Generate image')
  await dialog.get('textbox', 'What it should show').type('a lighthouse in fog, morning')
  await dialog.get('radio', '2').click()
  await dialog.says(/for 2 pictures/)
  await journey.shot('dialog')
  await dialog.get('button', 'Generate').click()
  await dialog.gone()

  const made = () => readdirSync(folder).filter((name) => /^generated_\d{8}-\d{6}(-\d+)?\.\w+$/.test(name))
  await until('two generated pictures', () => made().length === 2, 60)
  await photosShown(app, 3)
  await journey.shot('generated')
  const [a, b] = await Promise.all(made().map((name) => sizeOf(join(folder, name))))
  assert.ok(a.width >= 256 && b.width >= 256, 'pictures, not icons')
})

journey('the app is killed while fal works: the job ends after the next start, submitted once', '22', async (journey) => {
  const [one] = await cuts()
  const folder = journey.folder(one.small)
  const fal = await journey.fal({ hold: true })
  const app = await journey.start([folder], fal.env)
  await photosShown(app, 1)
  await openUpscale(app, `${one.name}.jpg`)
  await app.get('menuitem', /ESRGAN.*fal|fal.*ESRGAN/i).click()
  await until('fal to have the job', async () => (await fal.count('submit')) === 1)
  await until('the app to wait for it', async () => (await fal.count('status_stream')) + (await fal.count('status')) > 0)
  await journey.shot('waiting')
  await app.killHard()

  const again = await journey.start([], fal.env)
  await photosShown(again, 1)
  await again.jobs.get('article', /Upscale/).element()
  await journey.shot('started-again')
  assert.equal(readdirSync(folder).length, 1, 'nothing half made lies about')
  await fal.release()
  await until('the result', () => readdirSync(folder).some((name) => name.includes('_upscaled_')), 60)
  await again.jobs.says(/done/)
  await journey.shot('done')
  assert.equal(await fal.count('submit'), 1, 'a second submit could be a second bill')
  assert.equal(readdirSync(folder).filter((name) => name.includes('_upscaled_')).length, 1)
  assert.ok(existsSync(join(folder, `${one.name}.jpg`)))
})
