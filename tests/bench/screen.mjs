// The screen of an Xvfb as a file: pixels can be looked at every few milliseconds, without asking the X server.
import { openSync, readSync } from 'node:fs'

/** Opens `Xvfb_screen0`, an XWD image that Xvfb keeps up to date. */
export class Screen {
  constructor(path) {
    this.file = openSync(path, 'r')
    const header = Buffer.alloc(100)
    readSync(this.file, header, 0, 100, 0)
    const field = (index) => header.readUInt32BE(4 * index)
    Object.assign(this, { width: field(4), height: field(5), bits: field(11), stride: field(12), start: field(0) + field(19) * 12 })
    if (this.bits !== 32) throw new Error(`${this.bits} bits a pixel; 32 are understood`)
  }

  /** Red, green, blue at a place. */
  pixel(x, y) {
    const bytes = Buffer.alloc(4)
    readSync(this.file, bytes, 0, 4, this.start + y * this.stride + 4 * x)
    return [bytes[2], bytes[1], bytes[0]]
  }

  /** Whether any of a grid of places is the colour `is` looks for. */
  shows(is, across = 12, down = 8) {
    for (let row = 1; row <= down; row += 1) {
      for (let column = 1; column <= across; column += 1) {
        if (is(this.pixel(Math.floor((this.width * column) / (across + 1)), Math.floor((this.height * row) / (down + 1))))) return true
      }
    }
    return false
  }
}
