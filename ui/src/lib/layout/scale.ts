/** Scroll boxes stop growing (33,554,428 px in WebKitGTK, 16.7 M elsewhere at twice the density): above this the coordinate is compressed. */
export const tallest = 15_000_000

/** Between where the scroll bar stands and where the content is. The same below `tallest`. */
export class ScrollScale {
  /** Height of the scrolled box. */
  readonly box: number
  private readonly factor: number

  constructor(
    readonly content: number,
    readonly viewport: number,
  ) {
    this.box = Math.min(content, tallest)
    this.factor = content > tallest && tallest > viewport ? (content - viewport) / (tallest - viewport) : 1
  }

  /** Content at the top of the viewport. */
  toContent = (scrollTop: number): number => scrollTop * this.factor
  /** Where to scroll to show content at the top. */
  toScroll = (top: number): number => top / this.factor
}
