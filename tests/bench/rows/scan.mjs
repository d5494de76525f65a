// Taking 100,000 files into the library, and looking again, against walking and `stat`ing the tree alone: the example does all three in turn.
import { example, run } from '../tools.mjs'

const runs = 5

let measured
const all = () => (measured ??= scan())

async function scan() {
  const said = await run(await example('safelight-library', 'scan'), [100_000, runs])
  return said.trim().split('\n').map((line) => JSON.parse(line))
}

async function named(name) {
  const found = (await all()).find((line) => line.name === name)
  if (!found) throw new Error(`the scan example says nothing of "${name}"`)
  return { ours: found.ours, rival: found.rival }
}

export const rows = [
  { name: 'scan-first', unit: 's', better: 'lower', goal: 6, measure: () => named('first scan of all files') },
  { name: 'scan-again', unit: 's', better: 'lower', goal: 1.5, measure: () => named('rescan with nothing changed') },
]
