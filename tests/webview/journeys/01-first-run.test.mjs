import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileAt, photosShown } from '../lib/asking.mjs'
import { journey } from '../lib/journey.mjs'
import { Key } from '../lib/page.mjs'
import { until } from '../lib/wait.mjs'
import { cuts } from '../photos.mjs'

journey('the first start shows two doors, and the sample pictures lie behind one', '01', async (journey) => {
  const app = await journey.start()
  await app.get('button', 'Choose a folder').element(30)
  await journey.shot('welcome')
  await app.get('button', 'Try with sample pictures').click()
  await photosShown(app, 8)
  await journey.shot('samples')

  const [first] = await app.photoNames()
  await app.photo(first).click()
  await app.key(Key.enter)
  const viewer = app.get('region', 'Viewer')
  assert.match(await viewer.text(), new RegExp(first.replace('.', '\\.')), 'Enter opens the photo that has the focus')
  await journey.shot('viewer')
  await app.key(Key.right)
  await viewer.says(/2 of \d+/)
  await app.key(Key.escape)
  await viewer.gone()
})

journey('a photo goes to the trash and comes back', '02', async (journey) => {
  const [one, two, three] = await cuts()
  const folder = journey.folder(one.small, two.small, three.small)
  const app = await journey.start([folder])
  await photosShown(app, 3)

  await app.photo(`${two.name}.jpg`).click()
  await app.key(Key.delete)
  await until('the photo to leave the folder', () => !existsSync(join(folder, `${two.name}.jpg`)))
  await app.photo(`${two.name}.jpg`).gone()
  await journey.shot('trashed')
  assert.equal(await app.get('dialog').count(), 0, 'what can be undone is not asked for')

  await app.toast.get('button', 'Undo').click()
  await fileAt(folder, `${two.name}.jpg`, 10)
  await app.photo(`${two.name}.jpg`).element()
  await journey.shot('undone')
})

journey('what another program does to the folder is seen within a second or so', '03', async (journey) => {
  const [one, two, three] = await cuts()
  const folder = journey.folder(one.small)
  const app = await journey.start([folder])
  await photosShown(app, 1)

  copyFileSync(two.small, join(folder, 'arrived.jpg'))
  const began = performance.now()
  await app.photo('arrived.jpg').element(5)
  assert.ok(performance.now() - began < 2500, 'a new file is seen soon')
  renameSync(join(folder, 'arrived.jpg'), join(folder, 'renamed.jpg'))
  await app.photo('renamed.jpg').element(5)
  await app.photo('arrived.jpg').gone(5)

  // Half a file is no photo yet; the whole one is.
  copyFileSync(three.small, join(folder, '.part.tmp'))
  renameSync(join(folder, '.part.tmp'), join(folder, 'whole.jpg'))
  await app.photo('whole.jpg').element(5)
  assert.deepEqual((await app.photoNames()).toSorted(), readdirSync(folder).toSorted())
  await journey.shot('seen')
})
