// A journey: a desktop, folders, the app, and a picture of every step.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { Safelight } from './app.mjs'
import { Desktop } from './desktop.mjs'
import { Fal } from './fal.mjs'
import { screenshots } from './places.mjs'
import { photographed } from './screenshot.mjs'

/** Declares a test. `shots` is the prefix of its screenshots; `walk` gets the journey. */
export function journey(name, shots, walk, { minutes = 5, desktop: options } = {}) {
  test(name, { timeout: minutes * 60_000 }, async (context) => {
    const journey = new Journey(shots, await Desktop.start(options))
    try {
      await walk(journey, context)
    } catch (error) {
      await journey.evidence()
      throw error
    } finally {
      await journey.end()
    }
  })
}

export class Journey {
  #step = 0
  #folders = []

  constructor(shots, desktop) {
    Object.assign(this, { shots, desktop })
    mkdirSync(screenshots, { recursive: true })
    for (const old of readdirSync(screenshots)) if (old.startsWith(`${shots}-`)) rmSync(join(screenshots, old))
  }

  /** A folder with copies of these files, gone with the journey. */
  folder(...files) {
    const parent = mkdtempSync(join(tmpdir(), 'safelight-photos-'))
    this.#folders.push(parent)
    const folder = join(parent, 'Holiday')
    mkdirSync(folder)
    for (const file of files) copyFileSync(file, join(folder, basename(file)))
    return folder
  }

  /** Starts the app. */
  async start(args = [], env = {}) {
    this.app = await Safelight.start(this.desktop, { args, env })
    return this.app
  }

  /** Starts fal-sim. */
  fal(options) {
    return Fal.start(this.desktop, options)
  }

  /** Keeps the whole screen as it is now. */
  async shot(name) {
    this.#step += 1
    await photographed(this.desktop, this.app?.session, join(screenshots, `${this.shots}-${String(this.#step).padStart(2, '0')}-${name}.png`))
  }

  /** What helps to understand a failure: the screen, and the logs of all programs. */
  async evidence() {
    try {
      await this.desktop.photograph(join(screenshots, `${this.shots}-FAILED.png`))
      const said = readdirSync(this.desktop.logs).map((name) => `===== ${name}\n${readFileSync(join(this.desktop.logs, name), 'utf8').slice(-20_000)}`)
      writeFileSync(join(screenshots, `${this.shots}-FAILED.log`), said.join('\n'))
    } catch (error) {
      process.stderr.write(`no evidence could be kept: ${error.message}\n`)
    }
  }

  async end() {
    await this.desktop.close()
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }
}
