// Scrolling 100,000 photos in the real window, against the same thumbnails in bare recycled DOM in the same window.
import { Safelight } from '../../webview/lib/app.mjs'
import { Desktop } from '../../webview/lib/desktop.mjs'
import { until } from '../../webview/lib/wait.mjs'
import { bareGrid, scrollFrames } from '../bare_grid.mjs'
import { many, manyCount } from '../many.mjs'
import { data, median, program } from '../tools.mjs'

/** Pixels a frame: a finger on the wheel, and a throw. Each starts elsewhere, so that no picture was seen before. */
const ways = { smooth: { step: 40, frames: 100 }, fling: { step: 900, frames: 50 } }
const runs = 5

let measured
/** All four rows come from one session. */
const all = () => (measured ??= measure())

async function measure() {
  const [binary, folder, home] = await Promise.all([program('safelight', 'safelight'), many(), data('home-100k', () => {})])
  const desktop = await Desktop.start({ secrets: false })
  try {
    const app = await Safelight.start(desktop, { binary, args: [folder], env: { SAFELIGHT_HOME: home } })
    await indexed(app)
    const shape = await shapeOf(app)
    const { ids, versions } = await columns(app)
    await warm(app)
    const times = { ours: { smooth: [], fling: [] }, rival: { smooth: [], fling: [] } }
    let from = 40_000
    for (let run = 0; run < runs; run += 1) {
      process.stderr.write(`  run ${run + 1} of ${runs}\n`)
      for (const who of run % 2 === 0 ? ['ours', 'rival'] : ['rival', 'ours']) {
        await app.session.reload()
        await indexed(app)
        if (who === 'rival') await app.session.run(bareGrid, ids, versions, shape)
        for (const [way, { step, frames }] of Object.entries(ways)) {
          from += 20_000
          times[who][way].push(await app.session.run(scrollFrames, who === 'ours' ? '[role=grid]' : '#bare', from, step, frames))
          from += step * frames
        }
      }
    }
    await app.quit()
    return times
  } finally {
    await desktop.close()
  }
}

/** The grid holds everything. */
async function indexed(app) {
  await app.get('treeitem', /^All photos/).click(60)
  await until('100,000 photos in the grid', async () => {
    const said = await app.session.run(() => document.body.innerText.replaceAll(',', ''))
    return said.includes(`${manyCount} photos`)
  }, 900, 500)
  await until('thumbnails', async () => (await app.thumbnailsDrawn()) > 8, 60)
}

/** The cells as our grid lays them out. */
const shapeOf = (app) =>
  app.session.run(() => {
    const cells = [...document.querySelectorAll('[role=gridcell]')].filter((cell) => !cell.hidden).map((cell) => ({ rect: cell.getBoundingClientRect(), url: cell.querySelector('img').src }))
    const top = Math.min(...cells.map(({ rect }) => rect.top))
    const row = cells.filter(({ rect }) => Math.abs(rect.top - top) < 1).toSorted((a, b) => a.rect.left - b.rect.left)
    const [, base, size] = /^(.*\/thumb\/)\d+\/\d+\/(\d+)$/.exec(row[0].url)
    const { width, height } = row[0].rect
    return { columns: row.length, width, height, gap: row[1].rect.left - row[0].rect.right, spare: 2, base, size, viewWidth: document.querySelector('[role=grid]').clientWidth }
  })

const columns = async (app) => {
  const answer = await app.session.run(() => window.__TAURI_INTERNALS__.invoke('rpc', { name: 'view', args: { of: { kind: 'all' }, order: { key: 'name', descending: false } } }))
  return typeof answer === 'string' ? JSON.parse(answer) : answer
}

/** Every different picture has its thumbnail before anything is timed. */
async function warm(app) {
  await app.session.run(scrollFrames, '[role=grid]', 0, 300, 120)
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]

function row(way, name, share) {
  return {
    name: `scroll-${way}-${name}`, unit: 'ms a frame', better: 'lower', goal: 1.15,
    measure: async () => {
      const times = await all()
      const of = (who) => median(times[who][way].map((frames) => percentile(frames, share)))
      return { ours: of('ours'), rival: of('rival') }
    },
  } // prettier-ignore
}

export const rows = [row('smooth', 'p50', 0.5), row('smooth', 'p95', 0.95), row('fling', 'p50', 0.5), row('fling', 'p95', 0.95)]
