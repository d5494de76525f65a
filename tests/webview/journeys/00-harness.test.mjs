// The harness itself, on WebKit's own small browser: a red journey below this green one is the app's fault.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Safelight } from '../lib/app.mjs'
import { journey } from '../lib/journey.mjs'

const browser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
const page = `<!doctype html><title>Safelight</title><main>
<button aria-label="Press me" onclick="this.textContent='pressed'">no</button>
<div role="gridcell" aria-label="cat.jpg, 3 × 2" oncontextmenu="this.textContent='menu';return false" style="width:300px;height:200px;background:#888"></div>
<label>Name <input></label></main>`

journey('a page can be read, clicked, typed into; a notification and a secret come and go', '00', async (journey) => {
  const { desktop } = journey
  const file = join(desktop.folder, 'page.html')
  writeFileSync(file, page)
  const app = await Safelight.start(desktop, { binary: browser, args: ['--automation'], title: 'Safelight' })
  await app.session.go(`file://${file}`)

  await app.get('button', 'Press me').click()
  assert.equal(await app.get('button', 'Press me').text(), 'pressed')
  await app.get('textbox', 'Name').type('Ada')
  assert.equal(await app.get('textbox', 'Name').value(), 'Ada')
  assert.equal(await app.photo('dog.jpg').count(), 0, 'a name that is not there finds nothing')
  assert.equal(await app.photo('cat.jpg').count(), 1)
  await journey.shot('page')

  const away = await desktop.otherWindow()
  assert.equal(await desktop.activeTitle(), 'Somewhere else')
  await away()

  const asked = desktop.program('dunstify', ['--action=default,Open', 'Done', 'cat is larger'])
  const shown = await desktop.notifications.wait(1)
  assert.deepEqual({ ...shown, program: '' }, { program: '', summary: 'Done', body: 'cat is larger' })
  await journey.shot('notification')
  await desktop.notifications.click()
  assert.match((await asked.says(/\w+/))[0], /default/, 'a click is told to the one who asked')

  const store = desktop.program('secret-tool', ['store', '--label=x', 'service', 'safelight', 'username', 'fal'], { input: 'a key' })
  await store.ended
  assert.equal(await desktop.secret('service', 'safelight', 'username', 'fal'), 'a key')
  await app.quit()
})
