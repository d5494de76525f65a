// From the start of the process to the first thumbnails on the screen, against an empty Tauri window showing its page.
// Both are judged by the same eye: the first pixel of a colour that is nowhere else.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Desktop } from '../../webview/lib/desktop.mjs'
import { sleep, until } from '../../webview/lib/wait.mjs'
import { Screen } from '../screen.mjs'
import { data, inTurn, program, run, since } from '../tools.mjs'

const magenta = ([red, green, blue]) => red > 180 && green < 90 && blue > 180

/** Photos half magenta, half green: their mean colour, drawn before the thumbnail is there, is neither. */
const photos = () =>
  data('photos-two-tone', async (folder) => {
    for (let n = 0; n < 60; n += 1) {
      const half = (colour) => ['-size', `600x${700 + n}`, `xc:${colour}`]
      await run('convert', [...half('#ff00ff'), ...half('#00ff00'), '+append', '-quality', '90', join(folder, `photo-${String(n).padStart(2, '0')}.jpg`)])
    }
  })

async function measure() {
  const [app, empty, folder] = await Promise.all([program('safelight', 'safelight'), program('empty-window', 'empty-window'), photos()])
  const desktop = await Desktop.start({ memory: true, secrets: false })
  try {
    const screen = new Screen(join(desktop.folder, 'screen', 'Xvfb_screen0'))
    const start = (binary, args) => started(desktop, screen, binary, args)
    // The first start reads the folder and makes the thumbnails; people start a gallery they have.
    await start(app, [folder])
    return await inTurn(() => start(app, []), () => start(empty, []), 7)
  } finally {
    await desktop.close()
  }
}

/** Seconds until the colour is seen; then the program is ended. */
async function started(desktop, screen, binary, args) {
  await until('an empty screen', () => !screen.shows(magenta))
  const began = performance.now()
  const child = spawn(binary, args, { env: desktop.env, stdio: 'ignore' })
  let broken
  const ended = new Promise((done) => child.once('exit', done).once('error', (error) => done((broken = error))))
  try {
    await until('the colour', () => {
      if (broken) throw broken
      return screen.shows(magenta)
    }, 60, 2)
    const seconds = since(began)
    await sleep(1500)
    return seconds
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

export const rows = [{ name: 'start', unit: 's', better: 'lower', goal: 1.5, measure }]
