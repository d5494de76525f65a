// The real mouse of the screen, moved by xdotool.
export class Mouse {
  constructor(desktop, title) {
    this.desktop = desktop
    this.title = title
  }

  /** Clicks at a place of the page. */
  async click({ x, y }, button = 1) {
    const { left, top } = await this.#corner()
    await this.desktop.run('xdotool', 'mousemove', '--sync', Math.round(left + x), Math.round(top + y), 'click', button)
  }

  /** Moves it where it hovers over nothing. */
  async away() {
    await this.desktop.run('xdotool', 'mousemove', this.desktop.width - 1, this.desktop.height - 1)
  }

  async #corner() {
    const windows = await this.desktop.run('xdotool', 'search', '--onlyvisible', '--name', this.title)
    const id = windows.trim().split('\n').at(-1)
    const geometry = await this.desktop.run('xdotool', 'getwindowgeometry', '--shell', id)
    const field = (name) => Number(new RegExp(`^${name}=(-?\\d+)`, 'm').exec(geometry)[1])
    return { left: field('X'), top: field('Y') }
  }
}
