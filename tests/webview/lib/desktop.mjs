// A desktop of its own for one journey: screen, window manager, session bus, secret store, notification server, home.
// Nothing of the person's own session is seen or touched.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Notifications, dunstrc } from './notifications.mjs'
import { Program, run } from './process.mjs'
import { until } from './wait.mjs'

// Our window fills the screen without a frame, so that a place on the page is the same place on the screen.
const openbox = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <applications>
    <application class="*afelight*" type="normal"><decor>no</decor><maximized>yes</maximized></application>
    <application class="MiniBrowser" type="normal"><decor>no</decor><maximized>yes</maximized></application>
  </applications>
</openbox_config>
`

export class Desktop {
  /** `memory`: the screen is kept in the file `screen/Xvfb_screen0`, to be read while it is drawn. */
  static async start({ width = 1280, height = 800, secrets = true, memory = false } = {}) {
    const desktop = new Desktop(mkdtempSync(join(tmpdir(), 'safelight-desk-')), width, height)
    try {
      await desktop.#raise(secrets, memory)
    } catch (error) {
      await desktop.close()
      throw error
    }
    return desktop
  }

  constructor(folder, width, height) {
    Object.assign(this, { folder, width, height, programs: [] })
    const own = (name, mode = 0o755) => {
      const path = join(folder, name)
      mkdirSync(path, { recursive: true, mode })
      return path
    }
    this.logs = own('logs')
    this.home = own('safelight')
    const { PATH, LANG, CARGO_TARGET_DIR, SAFELIGHT_WEIGHTS } = process.env
    const passed = Object.entries({ PATH, CARGO_TARGET_DIR, SAFELIGHT_WEIGHTS }).filter(([, value]) => value !== undefined)
    this.env = {
      ...Object.fromEntries(passed),
      LANG: LANG ?? 'C.UTF-8',
      HOME: own('home'),
      XDG_DATA_HOME: own('data'),
      XDG_CONFIG_HOME: own('config'),
      XDG_CACHE_HOME: own('cache'),
      XDG_RUNTIME_DIR: own('run', 0o700),
      SAFELIGHT_HOME: this.home,
      NO_AT_BRIDGE: '1',
      GTK_THEME: 'Adwaita',
    }
  }

  program(name, args, options = {}) {
    const program = new Program(name, args, { env: { ...this.env, ...options.env }, log: join(this.logs, `${name.split('/').pop()}.log`), input: options.input })
    this.programs.push(program)
    return program
  }

  /** Runs a tool of the desktop to its end. */
  run(name, ...args) {
    return run(name, args.map(String), { env: this.env })
  }

  async #raise(secrets, memory) {
    const kept = join(this.folder, 'screen')
    mkdirSync(kept)
    const screen = this.program('Xvfb', ['-displayfd', '1', '-screen', '0', `${this.width}x${this.height}x24`, '-nolisten', 'tcp', '-noreset', ...(memory ? ['-fbdir', kept] : [])])
    this.env.DISPLAY = `:${(await screen.says(/^(\d+)$/m))[1]}`

    const bus = this.program('dbus-daemon', ['--session', '--nofork', '--print-address'])
    this.env.DBUS_SESSION_BUS_ADDRESS = (await bus.says(/^(unix:\S+)$/m))[1]

    const rc = join(this.folder, 'openbox.xml')
    writeFileSync(rc, openbox)
    this.program('openbox', ['--sm-disable', '--config-file', rc])
    await until('a window manager', async () => (await this.run('xdotool', 'getwindowfocus')) !== '')

    const conf = join(this.folder, 'dunstrc')
    this.notifications = new Notifications(this, join(this.folder, 'notifications'))
    writeFileSync(conf, dunstrc(this.notifications.script))
    this.program('dunst', ['-conf', conf])
    await this.#owned('org.freedesktop.Notifications')

    if (secrets) {
      this.program('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], { input: 'a password for the test' })
      await this.#owned('org.freedesktop.secrets')
    }
  }

  #owned(name) {
    const ask = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`]
    return until(name, async () => (await this.run('dbus-send', ...ask)).includes('boolean true'))
  }

  /** A key as the secret store keeps it; empty when it is not there. */
  async secret(...attributes) {
    return this.run('secret-tool', 'lookup', ...attributes).then((text) => text.trim(), () => '')
  }

  /** Opens a small window of another program and gives it the focus; the answer closes it. */
  async otherWindow() {
    const other = this.program('xmessage', ['-title', 'Somewhere else', '-geometry', '+40+40', 'Something else to look at'])
    const id = (await this.run('xdotool', 'search', '--sync', '--onlyvisible', '--name', '^Somewhere else$')).trim().split('\n')[0]
    await until('the other window to have the focus', async () => {
      await this.run('xdotool', 'windowactivate', '--sync', id)
      return (await this.run('xdotool', 'getactivewindow')).trim() === id
    })
    return () => other.stop()
  }

  async activeTitle() {
    return (await this.run('xdotool', 'getactivewindow', 'getwindowname')).trim()
  }

  /** The whole screen as PNG. */
  async photograph(path) {
    await this.run('import', '-window', 'root', path)
  }

  async close() {
    for (const program of this.programs.reverse()) await program.stop()
    if (process.env.KEEP_DESKTOP) return
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
