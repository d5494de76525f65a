// Programs beside the test: started with a log, ended with the test.
import { execFile, spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { until } from './wait.mjs'

const execute = promisify(execFile)

// Whatever ends the test ends its programs.
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const [signal, code] of [['SIGTERM', 143], ['SIGINT', 130], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code))

/** Runs to the end and gives what it printed. */
export async function run(program, args, options = {}) {
  const { stdout } = await execute(program, args, { maxBuffer: 1 << 28, ...options })
  return stdout
}

export class Program {
  /** Starts `program`; all it says goes to `log`. */
  constructor(program, args, { env, log, input } = {}) {
    this.name = program.split('/').pop()
    this.log = log
    this.child = spawn(program, args, { env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
    running.add(this.child)
    const file = createWriteStream(log, { flags: 'a' })
    this.child.stdout.pipe(file, { end: false })
    this.child.stderr.pipe(file, { end: false })
    if (input !== undefined) this.child.stdin.end(input)
    this.ended = new Promise((done) => {
      this.child.on('error', (error) => done(error))
      this.child.on('exit', (code, signal) => done({ code, signal }))
    })
    this.running = true
    void this.ended.then(() => {
      this.running = false
      running.delete(this.child)
    })
  }

  get pid() {
    return this.child.pid
  }

  said() {
    return readFileSync(this.log, 'utf8')
  }

  /** Waits until its log matches, and gives the match. */
  says(pattern, seconds = 15) {
    return until(`${this.name} to say ${pattern}`, () => {
      const match = pattern.exec(this.said())
      if (!match && !this.running) throw new Error(`${this.name} ended: ${this.said().slice(-2000)}`)
      return match
    }, seconds)
  }

  async stop(signal = 'SIGTERM') {
    if (!this.running) return
    this.child.kill(signal)
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await this.ended
    clearTimeout(late)
  }
}
