/** The rubber band: from empty space, over content that may scroll under it. */
export interface Point {
  x: number
  y: number
}

export interface BandHost {
  /** Pointer position on the content. */
  place(event: PointerEvent): Point
  /** Scrolls by so many pixels; the band follows. */
  scroll(by: number): void
  /** Content rectangle touched so far. */
  touch(left: number, top: number, right: number, bottom: number): void
  /** Where the band is drawn: from content to box. */
  shift(): number
}

/** Pixels before a press becomes a band. */
const slack = 4
/** Distance from the edge where scrolling begins. */
const edge = 28

export class Band {
  private readonly mark = document.createElement('div')
  private last: PointerEvent
  private frame = 0
  /** It was drawn: the press was no click. */
  begun = false

  constructor(
    private readonly box: HTMLElement,
    private readonly scroller: HTMLElement,
    private readonly host: BandHost,
    private readonly start: Point,
    event: PointerEvent,
  ) {
    this.last = event
    this.mark.className = 'grid-band'
  }

  move(event: PointerEvent): void {
    this.last = event
    const here = this.host.place(event)
    if (!this.begun) {
      if (Math.hypot(here.x - this.start.x, here.y - this.start.y) < slack) return
      this.begun = true
      this.box.append(this.mark)
      this.creep()
    }
    this.draw(here)
  }

  end(): void {
    cancelAnimationFrame(this.frame)
    this.mark.remove()
  }

  private draw(here: Point): void {
    const left = Math.min(here.x, this.start.x)
    const top = Math.min(here.y, this.start.y)
    const right = Math.max(here.x, this.start.x)
    const bottom = Math.max(here.y, this.start.y)
    this.mark.style.transform = `translate(${left}px, ${top + this.host.shift()}px)`
    this.mark.style.width = `${right - left}px`
    this.mark.style.height = `${bottom - top}px`
    this.host.touch(left, top, right, bottom)
  }

  /** Near the edge the content moves under the band. */
  private creep = (): void => {
    const { top, bottom } = this.scroller.getBoundingClientRect()
    const over = Math.max(0, this.last.clientY - (bottom - edge)) - Math.max(0, top + edge - this.last.clientY)
    if (over !== 0) {
      this.host.scroll(Math.max(-40, Math.min(40, over / 2)))
      this.draw(this.host.place(this.last))
    }
    this.frame = requestAnimationFrame(this.creep)
  }
}
