import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { giveKey, openUpscale, photosShown } from '../lib/asking.mjs'
import { halfBroken, hugeHeader } from '../lib/broken.mjs'
import { journey } from '../lib/journey.mjs'
import { Key } from '../lib/page.mjs'
import { until } from '../lib/wait.mjs'
import { cuts } from '../photos.mjs'

// A code, a type name or a stack is not a sentence.
const jargon = /undefined|null|panicked|Error\(|HTTP|\bos error\b|IN_QUEUE|errno/

journey('broken files are tiles that say what is wrong, among photos that are fine', '40', async (journey) => {
  const [one] = await cuts()
  const folder = journey.folder(one.small)
  writeFileSync(join(folder, 'corrupt.jpg'), halfBroken(one.small))
  writeFileSync(join(folder, 'empty.jpg'), '')
  writeFileSync(join(folder, 'text.jpg'), '<html>Sign in to download this picture</html>')
  writeFileSync(join(folder, 'huge.png'), hugeHeader())
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.jpg')]), halfBroken(one.small).subarray(0, 0))
  const app = await journey.start([folder])
  await photosShown(app, 1)
  await until('all six', async () => (await app.photoNames()).length === 6)
  for (const name of ['corrupt.jpg', 'empty.jpg', 'text.jpg', 'huge.png']) {
    const label = await until(`${name} to say why`, async () => {
      const said = await app.photo(name).attribute('aria-label')
      return said.split(', ').slice(1).join(', ').length > 8 && said
    }, 20)
    assert.doesNotMatch(label, jargon)
  }
  await journey.shot('tiles')
  await app.photo('huge.png').doubleClick()
  await app.get('region', 'Viewer').says(/cannot be shown/)
  await journey.shot('viewer')
})

journey('a folder that vanishes is said to be gone, and is there again when it comes back', '41', async (journey) => {
  const [one, two] = await cuts()
  const folder = journey.folder(one.small, two.small)
  const app = await journey.start([folder])
  await photosShown(app, 2)
  const elsewhere = join(dirname(folder), 'unplugged')
  renameSync(folder, elsewhere)
  const said = await app.says(/Holiday (is|was) [^.]*(not connected|not there|gone|moved)/i, 15)
  assert.doesNotMatch(said, jargon)
  await journey.shot('gone')
  renameSync(elsewhere, folder)
  await photosShown(app, 2, 15)
  await journey.shot('back')
})

journey('a photo deleted while it waits is a failed job with a sentence', '42', async (journey) => {
  const [one, two] = await cuts()
  const folder = journey.folder(one.small, two.small)
  const app = await journey.start([folder])
  await photosShown(app, 2)
  await openUpscale(app, `${one.name}.jpg`)
  rmSync(join(folder, `${one.name}.jpg`))
  await app.get('menuitem', /^2x/).click()
  const said = await app.says(/no longer|gone|not there|vanished|not in the library|does not exist|moved/i, 20)
  assert.doesNotMatch(said, jargon)
  await journey.shot('vanished')
})

journey('no key, a wrong key, no network: each is a sentence with something to do', '43', async (journey) => {
  const [one] = await cuts()
  const folder = journey.folder(one.small)
  const fal = await journey.fal()
  const app = await journey.start([folder], fal.hosts)
  await photosShown(app, 1)

  await openUpscale(app, `${one.name}.jpg`)
  await app.get('menuitem', /ESRGAN.*Add key/).click()
  const card = app.get('dialog', 'Settings').get('region', 'fal')
  await card.says(/No key yet/)
  await journey.shot('no-key')
  assert.equal(await fal.count('submit'), 0)

  await card.get('textbox', /key$/).type('a-wrong:key')
  await card.get('button', 'Test key').click()
  const refused = await card.says(/not accept|refused|wrong|does not know|rejected|not valid/i)
  assert.doesNotMatch(refused, jargon)
  await journey.shot('wrong-key')
  await card.get('button', 'Save').click()
  await card.says(/Key set/)
  await app.key(Key.escape)
  await openUpscale(app, `${one.name}.jpg`)
  await app.get('menuitem', /ESRGAN.*fal|fal.*ESRGAN/i).click()
  await app.jobs.get('button', 'Fix key').element(30)
  await journey.shot('wrong-key-job')

  await fal.program.stop()
  const again = await giveKey(app, fal.key)
  await again.get('button', 'Test key').click()
  const lost = await again.says(/reach|connect|offline|answer/i, 60)
  assert.doesNotMatch(lost, jargon)
  await journey.shot('no-network')
})
