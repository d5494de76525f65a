import type { View } from '../../ipc/generated'
import { groupsOf, type Groups } from '../../lib/layout/groups'
import type { Order } from '../../lib/selection'

/** The photos of a view as flat arrays; an index names a photo's place, an id the photo. */
export class Columns implements Order {
  readonly ids: Uint32Array
  readonly ratios: Float32Array
  readonly versions: Uint32Array
  readonly colours: Uint32Array
  /** Stretches of time, when the order is by date. */
  readonly groups: Groups | null
  private places: Map<number, number> | null = null

  constructor(view: View) {
    this.ids = Uint32Array.from(view.ids)
    this.ratios = Float32Array.from(view.ratios)
    this.versions = Uint32Array.from(view.versions)
    this.colours = Uint32Array.from(view.colours)
    this.groups = groupsOf(view.days)
  }

  get count(): number {
    return this.ids.length
  }

  /** Its place, or −1. The map is made at the first question: scrolling never asks. */
  indexOf(id: number): number {
    if (this.places === null) {
      this.places = new Map()
      for (let i = 0; i < this.ids.length; i += 1) this.places.set(this.ids[i] ?? 0, i)
    }
    return this.places.get(id) ?? -1
  }
}

export const noColumns = new Columns({ ids: [], ratios: [], versions: [], colours: [], days: [] })
