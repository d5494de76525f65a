// The W3C protocol to WebKitWebDriver: the dozen calls we need, over fetch.
// No webdriverio: it has hundreds of packages, picks its own protocols, and hides which request hung.

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

export class WebDriverError extends Error {
  constructor({ error, message }, call) {
    super(`${call}: ${error}: ${message}`)
    this.code = error
  }
}

export class Session {
  /** Starts `binary` and takes control of its web view. */
  static async start(base, binary, args) {
    const alwaysMatch = { 'webkitgtk:browserOptions': { binary, args } }
    const { sessionId } = await call(base, 'POST', '/session', { capabilities: { alwaysMatch } }, 60)
    const session = new Session(`${base}/session/${sessionId}`)
    await session.#post('/timeouts', { script: 280_000, pageLoad: 60_000, implicit: 0 })
    return session
  }

  constructor(base) {
    this.base = base
  }

  #post(path, body = {}) {
    return call(this.base, 'POST', path, body)
  }

  /** Runs `script`, a function or its text, in the page; elements go in and come out as elements. */
  async run(script, ...args) {
    const text = typeof script === 'function' ? `return (${script}).apply(null, arguments)` : script
    return call(this.base, 'POST', '/execute/sync', { script: text, args }, 300)
  }

  go(url) {
    return this.#post('/url', { url })
  }

  /** Loads the page anew. */
  reload() {
    return this.#post('/refresh')
  }

  click(element) {
    return this.#post(`/element/${id(element)}/click`)
  }

  type(element, text) {
    return this.#post(`/element/${id(element)}/value`, { text })
  }

  /** Where it is on the page, in CSS pixels of the viewport. */
  place(element) {
    return this.run((one) => {
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { x, y, width, height } = one.getBoundingClientRect()
      return { x, y, width, height }
    }, element)
  }

  /** Keys pressed one after another; those in `held` stay down meanwhile. */
  async press(keys, held = []) {
    const down = (value) => ({ type: 'keyDown', value })
    const up = (value) => ({ type: 'keyUp', value })
    const actions = [...held.map(down), ...keys.flatMap((key) => [down(key), up(key)]), ...held.toReversed().map(up)]
    await this.#post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  /** Presses at one place and lets go at another. */
  async drag(from, to) {
    const move = ({ x, y }, duration) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration })
    const actions = [move(from, 0), { type: 'pointerDown', button: 0 }, move(to, 120), { type: 'pointerUp', button: 0 }]
    await this.#post('/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] })
  }

  async doubleClick({ x, y }) {
    const press = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]
    const actions = [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, ...press, ...press]
    await this.#post('/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] })
  }

  async screenshot() {
    return Buffer.from(await call(this.base, 'GET', '/screenshot'), 'base64')
  }

  title() {
    return call(this.base, 'GET', '/title')
  }

  async end() {
    await call(this.base, 'DELETE', '')
  }
}

function id(element) {
  return element[elementKey]
}

async function call(base, method, path, body, seconds = 30) {
  const reply = await fetch(base + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(seconds * 1000),
  })
  const { value } = await reply.json()
  if (!reply.ok) throw new WebDriverError(value, `${method} ${path}`)
  return value
}
