// A photograph of the whole screen that shows what the page shows.
import { writeFileSync } from 'node:fs'
import { run } from './process.mjs'
import { sleep } from './wait.mjs'

/** How much of the screen may differ from the page: a notification, a window in front. */
const alike = 0.01

/**
 * Photographs the screen as soon as it shows the page. On a busy machine what the page has drawn reaches the screen a second later,
 * and a photograph of a blank window proves nothing.
 */
export async function photographed(desktop, session, path) {
  if (!session) return desktop.photograph(path)
  const page = `${path}.page.png`
  // Two frames: what was asked for last is drawn in the first.
  await session.run(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))
  await sleep(150)
  try {
    writeFileSync(page, await session.screenshot())
    for (let tries = 0; tries < 12; tries += 1) {
      await desktop.photograph(path)
      if ((await difference(path, page)) < alike) return
      await sleep(150)
    }
  } finally {
    await run('rm', ['-f', page])
  }
}

/** Share of pixels that differ, 0..1; 0 when the sizes do, for then nothing can be said. */
async function difference(one, other) {
  const said = await run('compare', ['-metric', 'AE', '-fuzz', '8%', one, other, 'null:']).then(() => '0', (error) => error.stderr)
  const pixels = Number.parseFloat(said)
  const [width, height] = (await run('identify', ['-format', '%w %h', one])).split(' ').map(Number)
  return Number.isFinite(pixels) ? pixels / (width * height) : 0
}
