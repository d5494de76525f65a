import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { photosShown } from '../lib/asking.mjs'
import { journey } from '../lib/journey.mjs'
import { Key } from '../lib/page.mjs'
import { until } from '../lib/wait.mjs'
import { cuts } from '../photos.mjs'
import { halfBroken } from '../lib/broken.mjs'

journey('a batch of five with a corrupt one: four results and one explained failure', '30', async (journey) => {
  const photos = (await cuts()).slice(0, 4)
  const folder = journey.folder(...photos.map(({ small }) => small))
  writeFileSync(join(folder, 'torn.jpg'), halfBroken(photos[0].small))
  const app = await journey.start([folder])
  await photosShown(app, 4)
  await until('all five', async () => (await app.photoNames()).length === 5)

  await app.photo(`${photos[0].name}.jpg`).click()
  await app.chord(Key.control, 'a')
  await app.photo(`${photos[0].name}.jpg`).rightClick()
  await app.get('menuitem', /^Upscale 5 photos/).element()
  await journey.shot('menu')
  await app.get('menuitem', /^Upscale 5 photos/).click()
  const plan = app.get('dialog', /^Upscale 5 photos/)
  await plan.get('radio', '2x').click()
  // Another journey waits for the best way; here it is the batch that counts.
  await plan.get('combobox', /^How/).click()
  await app.get('option', /^Fast/).click()
  await plan.says(/_upscaled_2x/)
  await journey.shot('plan')
  await plan.get('button', /^Start/).click()
  await plan.gone()

  const results = () => readdirSync(folder).filter((name) => name.includes('_upscaled_2x'))
  await until('four results', () => results().length === 4, 240, 500)
  await app.toast.says(/4 of 5/, 60)
  await app.jobs.says(/torn\.jpg/)
  await journey.shot('done')
  assert.match(await app.jobs.text(), /torn\.jpg.*(damaged|corrupt|broken|cannot be read|cut short|not a picture)/i, 'the failure says why')
  assert.equal(readdirSync(folder).length, 9, 'five photos, four results, nothing else')
})
