import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileAt, jobs, photosShown, upscale } from '../lib/asking.mjs'
import { journey } from '../lib/journey.mjs'
import { lanczosTwice, psnr, sizeOf } from '../lib/pictures.mjs'
import { until } from '../lib/wait.mjs'
import { cuts } from '../photos.mjs'

journey('right-click, Upscale 2x: a better picture lies beside the photo, made on this machine', '10', async (journey) => {
  const photos = await cuts()
  const folder = journey.folder(...photos.map(({ small }) => small))
  const [subject, next] = photos
  const before = readFileSync(join(folder, `${subject.name}.jpg`))
  const app = await journey.start([folder])
  await photosShown(app, photos.length)
  await journey.shot('folder')

  await app.photo(`${subject.name}.jpg`).rightClick()
  await app.get('menuitem', /^Upscale/).element()
  await journey.shot('menu')
  await app.get('menuitem', /^Upscale/).click()
  assert.match(await app.get('menuitem', /^Upscale/).text(), /free/, 'the price stands in the menu')
  await app.get('menuitem', /^2x/).element()
  await journey.shot('sizes')
  await app.get('menuitem', /^2x/).click()
  await app.jobs.get('article', /Upscale 2x/).element()
  await journey.shot('running')

  const result = await fileAt(folder, `${subject.name}_upscaled_2x.jpg`)
  await app.toast.says(/Upscaled/)
  await journey.shot('toast')
  const small = await sizeOf(subject.small)
  assert.deepEqual(await sizeOf(result), { width: small.width * 2, height: small.height * 2 })
  assert.deepEqual(readFileSync(join(folder, `${subject.name}.jpg`)), before, 'the original is as it was, to the byte')

  const gain = (await psnr(result, subject.truth)) - (await psnr(await lanczosTwice(subject.small), subject.truth))
  assert.ok(gain >= 0.5, `best gains ${gain.toFixed(2)} dB over Lanczos3, at least 0.5 was promised`)
  const [job] = await jobs(journey.desktop)
  assert.deepEqual([job.provider, job.model, job.state], ['local', 'best', 'done'], 'the job says which model made it')

  await app.toast.get('button', 'Compare').click()
  await app.get('slider', 'Before and after').element()
  await journey.shot('compare')
  await app.key('\uE00C')

  // Somebody reads something else meanwhile.
  await upscale(app, `${next.name}.jpg`, /^2x/)
  const close = await journey.desktop.otherWindow()
  const shown = await journey.desktop.notifications.wait(1, 120)
  assert.match(shown.summary, /Upscaled/)
  assert.equal(shown.program, 'Safelight')
  await journey.shot('notification')
  await journey.desktop.notifications.click()
  await until('the window to come up', async () => /Safelight|upscaled/.test(await journey.desktop.activeTitle()))
  await app.get('region', 'Viewer').says(new RegExp(`${next.name}_upscaled_2x`))
  await journey.shot('clicked')
  await close()
  assert.equal(journey.desktop.notifications.all().length, 1, 'while the window was looked at nothing was announced')
})
