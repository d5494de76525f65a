// What the rows share: building, running, medians, data that is made once.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const target = process.env.CARGO_TARGET_DIR ? resolve(root, process.env.CARGO_TARGET_DIR) : join(root, 'target')

/** Runs a program to its end and gives what it printed. */
export async function run(program, args, options = {}) {
  const { stdout } = await execute(program, args.map(String), { cwd: root, maxBuffer: 1 << 28, ...options })
  return stdout
}

/** Runs a program that prints one JSON object (its last line). */
export async function report(program, args, options) {
  return JSON.parse((await run(program, args, options)).trim().split('\n').at(-1))
}

/** A folder of programs built elsewhere, to try a row without a release build. Its figures are worth nothing. */
const ready = process.env.BENCH_BIN

/** Builds an example with optimisation, once, and gives its path. */
export const example = once(async (crate, name) => {
  if (ready) return join(ready, 'examples', name)
  await run('cargo', ['build', '--release', '-p', crate, '--example', name])
  return join(target, 'release', 'examples', name)
})

/** Builds a program of the tree with optimisation. */
export const program = once(async (crate, name) => {
  if (ready) return join(ready, name)
  await run('cargo', ['build', '--release', '-p', crate, '--bin', name])
  return join(target, 'release', name)
})

/** A Python with these packages from PyPI, kept in .cache. */
export const python = once(async (...packages) => {
  const home = join(root, '.cache', 'bench-python')
  const binary = join(home, 'bin', 'python')
  if (!existsSync(binary)) await run('python3', ['-m', 'venv', home])
  await run(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages])
  return binary
})

/** A folder for data that is made once and kept. `make` fills it. */
export async function data(name, make) {
  const folder = join(root, 'target', 'bench-data', name)
  const whole = join(folder, '.whole')
  if (!existsSync(whole)) {
    mkdirSync(folder, { recursive: true })
    await make(folder)
    await run('touch', [whole])
  }
  return folder
}

/** Ours and the rival's in turn, `runs` times each, so that a busy moment strikes both; the medians. */
export async function inTurn(ours, rival, runs = 5) {
  const measured = { ours: [], rival: [] }
  for (let i = 0; i < runs; i += 1) {
    measured.ours.push(await ours(i))
    measured.rival.push(await rival(i))
  }
  return { ours: median(measured.ours), rival: median(measured.rival) }
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Seconds since `began`, a `performance.now()`. */
export const since = (began) => (performance.now() - began) / 1000

function once(make) {
  const made = new Map()
  return (...args) => {
    const key = args.join('\n')
    if (!made.has(key)) made.set(key, make(...args))
    return made.get(key)
  }
}
