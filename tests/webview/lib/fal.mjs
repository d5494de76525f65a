// fal-sim beside the journey: the key it takes, the variables it wants, its log.
import { built } from './places.mjs'
import { until } from './wait.mjs'

export class Fal {
  static async start(desktop, { delay = 300, hold = false } = {}) {
    const program = desktop.program(built('fal-sim', 'FAL_SIM_BIN'), ['--port', '0', '--delay-ms', String(delay), '--strangers', '0', ...(hold ? ['--hold'] : [])])
    await program.says(/export SAFELIGHT_FAL_PLATFORM_URL=\S+/)
    await until('the key', () => /export FAL_KEY=\S+/.test(program.said()))
    const all = Object.fromEntries([...program.said().matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value.replace(/^['"]|['"]$/g, '')]))
    const { FAL_KEY, ...hosts } = all
    return new Fal(program, FAL_KEY, hosts)
  }

  constructor(program, key, hosts) {
    Object.assign(this, { program, key, hosts })
    this.admin = `${new URL(hosts.SAFELIGHT_FAL_QUEUE_URL).origin}/admin`
  }

  /** Everything the app needs, the key included. */
  get env() {
    return { ...this.hosts, FAL_KEY: this.key }
  }

  #get(path) {
    return fetch(`${this.admin}/${path}`).then((reply) => reply.json())
  }

  async #post(path, body = {}) {
    const reply = await fetch(`${this.admin}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!reply.ok) throw new Error(`fal-sim ${path}: ${await reply.text()}`)
  }

  hold() {
    return this.#post('hold', { at: 'queue' })
  }

  release() {
    return this.#post('release')
  }

  fault(rule) {
    return this.#post('fault', rule)
  }

  /** How many requests of a kind it saw. */
  async count(kind) {
    return (await this.#get('counts'))[kind] ?? 0
  }

  uploads() {
    return this.#get('uploads')
  }
}
