// The notification server: a real dunst, whose rule writes down everything it shows.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { until } from './wait.mjs'

/** Shown until somebody acts on it, small, in the corner nobody clicks at. */
export const dunstrc = (script) => `[global]
    follow = none
    width = 300
    origin = bottom-left
    offset = 4x4
    idle_threshold = 0
    show_age_threshold = -1
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
[write_down]
    summary = "*"
    script = ${script}
`

export class Notifications {
  constructor(desktop, file) {
    this.desktop = desktop
    this.file = file
    this.script = `${file}.sh`
    // dunst gives the script: program, summary, body, icon, urgency.
    writeFileSync(this.script, `#!/bin/sh\nprintf '%s\\t%s\\t%s\\n' "$1" "$2" "$(printf %s "$3" | tr '\\n' ' ')" >> '${file}'\n`)
    chmodSync(this.script, 0o755)
  }

  /** All that were shown, oldest first. */
  all() {
    if (!existsSync(this.file)) return []
    return readFileSync(this.file, 'utf8').split('\n').filter(Boolean).map((line) => {
      const [program, summary, body] = line.split('\t')
      return { program, summary, body }
    })
  }

  /** Waits for the notification number `count` and gives it. */
  async wait(count, seconds) {
    await until(`notification ${count}`, () => this.all().length >= count, seconds)
    return this.all()[count - 1]
  }

  /** What a click on the newest one does. */
  async click() {
    await until('the notification on screen', async () => Number(await this.desktop.run('dunstctl', 'count', 'displayed')) > 0)
    await this.desktop.run('dunstctl', 'action', '0')
  }

  dismissAll() {
    return this.desktop.run('dunstctl', 'close-all')
  }
}
