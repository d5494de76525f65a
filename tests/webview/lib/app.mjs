// The real binary, driven through WebKitWebDriver.
import { readlinkSync, realpathSync } from 'node:fs'
import { Mouse } from './mouse.mjs'
import { Page } from './page.mjs'
import { built } from './places.mjs'
import { run } from './process.mjs'
import { Session } from './webdriver.mjs'
import { until } from './wait.mjs'

let port = 4600 + (process.pid % 400) * 10

// What makes wry hand its web view to the driver.
const automation = { TAURI_WEBVIEW_AUTOMATION: 'true', TAURI_AUTOMATION: 'true' }

export class Safelight extends Page {
  /** Starts the app on `desktop`. `env` is added to the desktop's. */
  static async start(desktop, { args = [], env = {}, binary = built('safelight', 'SAFELIGHT_BIN'), title = '^Safelight|Safelight$' } = {}) {
    port += 1
    const driver = desktop.program('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env: { ...automation, ...env } })
    const base = `http://127.0.0.1:${port}`
    await until('WebKitWebDriver', () => fetch(`${base}/status`).then((reply) => reply.ok))
    const session = await Session.start(base, binary, args)
    return new Safelight(session, new Mouse(desktop, title), driver, binary)
  }

  constructor(session, mouse, driver, binary) {
    super(session, mouse)
    Object.assign(this, { driver, binary: realpathSync(binary) })
  }

  /** The app's own processes, without WebKit's helpers. */
  async processes() {
    const listed = await run('pgrep', ['-P', String(this.driver.pid)]).catch(() => '')
    return listed.trim().split('\n').filter(Boolean).map(Number).filter((pid) => programOf(pid) === this.binary)
  }

  /** Ends it as a power cut would. */
  async killHard() {
    const own = await this.processes()
    if (own.length === 0) throw new Error('the app is not running')
    for (const pid of own) process.kill(pid, 'SIGKILL')
    // The kernel closes its connections a moment after; who starts the app again sooner is sent to the dying one.
    const names = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/', 'org.freedesktop.DBus.ListNames']
    await until('the bus to know it', async () => !(await this.mouse.desktop.run('dbus-send', ...names)).includes('SingleInstance'))
    await this.driver.stop()
  }

  /** Ends it as a person would. */
  async quit() {
    await this.session.end()
    await this.driver.stop()
  }
}

function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return '' // It ended in between.
  }
}
