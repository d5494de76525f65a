// The page as a person meets it: things with a role and a name, that appear after a while, that can be clicked, typed into, read.
import { findAll } from './find.mjs'
import { until } from './wait.mjs'

/** Something on the page, looked up anew each time it is used. */
export class Thing {
  constructor(page, role, name, within) {
    Object.assign(this, { page, role, name, within })
  }

  toString() {
    return `${this.role}${this.name ? ` ${this.name}` : ''}${this.within ? ` in ${this.within}` : ''}`
  }

  /** Something inside this. */
  get(role, name) {
    return new Thing(this.page, role, name, this)
  }

  async all() {
    const root = this.within ? ((await this.within.all())[0] ?? null) : null
    if (this.within && root === null) return []
    const name = this.name === undefined ? null : typeof this.name === 'string' ? `^${escaped(this.name)}$` : this.name.source
    return this.page.session.run(findAll, this.role, name, this.name?.flags ?? '', root)
  }

  count() {
    return this.all().then((all) => all.length)
  }

  /** The first of it, as soon as it is there. */
  element(seconds = 10) {
    return until(String(this), async () => (await this.all())[0], seconds)
  }

  async text(seconds) {
    return this.page.session.run((one) => (one.innerText ?? one.textContent).replace(/\s+/g, ' ').trim(), await this.element(seconds))
  }

  async attribute(name) {
    return this.page.session.run((one, attribute) => one.getAttribute(attribute), await this.element(), name)
  }

  async value() {
    return this.page.session.run((one) => one.value, await this.element())
  }

  async click(seconds) {
    const element = await this.element(seconds)
    // A radio button hides under its label.
    const target = await this.page.session.run((one) => (one.matches('input[type=radio]') ? (one.closest('label') ?? one) : one), element)
    await this.page.session.click(target)
  }

  async doubleClick() {
    await this.page.session.doubleClick(await this.middle())
  }

  /** With the real mouse: WebKitWebDriver leaves its own right button pressed for ever. */
  async rightClick() {
    await this.page.mouse.click(await this.middle(), 3)
  }

  async type(text) {
    const element = await this.element()
    await this.page.session.run((one) => (one.focus(), one.select?.()), element)
    await this.page.session.type(element, text)
  }

  async middle() {
    const { x, y, width, height } = await this.page.session.place(await this.element())
    return { x: x + width / 2, y: y + height / 2 }
  }

  /** Waits until it is gone. */
  async gone(seconds = 10) {
    await until(`${this} to go`, async () => (await this.count()) === 0, seconds)
  }

  /** Waits until its text matches, and gives the text. */
  async says(pattern, seconds = 10) {
    let last = ''
    try {
      return await until(`${this} to say ${pattern}`, async () => {
        last = (await Promise.all((await this.all()).map((one) => this.page.session.run((e) => e.innerText ?? e.textContent, one)))).join(' | ').replace(/\s+/g, ' ')
        return pattern.test(last) && last
      }, seconds)
    } catch (error) {
      throw new Error(`${error.message}; it says "${last}"`, { cause: error.cause })
    }
  }
}

export class Page {
  constructor(session, mouse) {
    this.session = session
    this.mouse = mouse
  }

  get(role, name) {
    return new Thing(this, role, name)
  }

  photo(name) {
    return this.get('gridcell', typeof name === 'string' ? new RegExp(`^${escaped(name)}(,|$)`) : name)
  }

  get toast() {
    return this.get('status', 'Messages')
  }

  get jobs() {
    return this.get('region', 'Jobs')
  }

  /** Waits until the window says so, anywhere, and gives all it says. */
  async says(pattern, seconds = 10) {
    let last = ''
    return until(`the window to say ${pattern}`, async () => {
      last = await this.session.run(() => document.body.innerText.replace(/\s+/g, ' '))
      return pattern.test(last) && last
    }, seconds).catch((error) => {
      throw new Error(`${error.message}; it says "${last}"`, { cause: error.cause })
    })
  }

  /** Names of all photos drawn, in the order of the grid. */
  async photoNames() {
    const labels = await this.session.run(() => [...document.querySelectorAll('[role=gridcell]')].filter((cell) => !cell.hidden).map((cell) => cell.getAttribute('aria-label')))
    return labels.map((label) => label.split(', ')[0])
  }

  /** How many tiles show their picture. */
  thumbnailsDrawn() {
    return this.session.run(() => [...document.querySelectorAll('[role=gridcell]')].filter((cell) => !cell.hidden && cell.querySelector('img')?.complete && cell.querySelector('img').naturalWidth > 0).length)
  }

  async key(...keys) {
    await this.session.press(keys)
  }

  async chord(held, key) {
    await this.session.press([key], [held])
  }
}

export const Key = { enter: '\uE007', escape: '\uE00C', control: '\uE009', shift: '\uE008', delete: '\uE017', right: '\uE014', left: '\uE012', up: '\uE013', down: '\uE015', home: '\uE011' }

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
