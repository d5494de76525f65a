import type { Ipc } from '../../ipc/client'
import type { Photo, PhotoFamily } from '../../ipc/generated'

/** The photos one leafs through, in order. */
export interface Reel {
  readonly count: number
  idAt(index: number): number | undefined
  versionAt(index: number): number
  indexOf(id: number): number
}

export interface Pair {
  before: Photo
  after: Photo
}

/** One photo over the whole window, alone or beside what it was made from. */
export class ViewerStore {
  id = $state<number | null>(null)
  photo = $state.raw<Photo | null>(null)
  family = $state.raw<PhotoFamily | null>(null)
  comparing = $state(false)
  /** Share of the width that shows *before*. */
  split = $state(0.5)
  /** `\` is held. */
  holdBefore = $state(false)

  readonly pair = $derived.by(() => pairOf(this.photo, this.family))

  constructor(
    private ipc: Ipc,
    private reel: () => Reel,
    private report: (error: unknown) => void,
    /** A photo was looked at. */
    private seen: (id: number) => void,
  ) {}

  get isOpen(): boolean {
    return this.id !== null
  }

  get index(): number {
    return this.id === null ? -1 : this.reel().indexOf(this.id)
  }

  open(id: number, compare = false): void {
    this.comparing = compare
    this.split = 0.5
    this.look(id)
  }

  close(): void {
    this.id = null
    this.photo = null
    this.family = null
    this.comparing = false
    this.holdBefore = false
  }

  step(by: number): void {
    const next = this.reel().idAt(this.index + by)
    if (this.index < 0 || next === undefined) return
    this.comparing = false
    this.look(next)
  }

  toEnd(last: boolean): void {
    const next = this.reel().idAt(last ? this.reel().count - 1 : 0)
    if (next === undefined) return
    this.comparing = false
    this.look(next)
  }

  toggleCompare(): void {
    if (this.pair !== null) this.comparing = !this.comparing
  }

  /** What is shown may have changed, got results, or be gone. `place` is where it stood. */
  refresh(place: number): void {
    if (this.id === null) return
    const id = this.id
    this.ask(id)
      .then((found) => {
        if (found || this.id !== id) return
        const next = this.reel().idAt(Math.min(place, this.reel().count - 1))
        if (next === undefined) this.close()
        else this.look(next)
      })
      .catch(this.report)
  }

  /** Neighbours, to have their pictures ready. */
  neighbours(): { id: number; version: number }[] {
    const reel = this.reel()
    const at = this.index
    if (at < 0) return []
    return [at + 1, at - 1].flatMap((index) => {
      const id = reel.idAt(index)
      return id === undefined ? [] : [{ id, version: reel.versionAt(index) }]
    })
  }

  private look(id: number): void {
    if (this.id !== id) {
      this.photo = null
      this.family = null
    }
    this.id = id
    this.seen(id)
    this.ask(id).catch(this.report)
  }

  /** Is it still there? */
  private async ask(id: number): Promise<boolean> {
    const { photos } = await this.ipc.invoke('photos', { ids: [id] })
    const photo = photos[0]
    if (photo === undefined) return false
    if (this.id !== id) return true
    this.photo = photo
    const family = await this.ipc.invoke('photo_family', { id })
    if (this.id === id) this.family = family
    return true
  }
}

/** A result with its source, or a source with its newest result. */
export function pairOf(photo: Photo | null, family: PhotoFamily | null): Pair | null {
  if (photo === null || family === null) return null
  if (family.source.id !== photo.id) return { before: family.source, after: photo }
  const newest = family.siblings.at(-1)
  return newest === undefined ? null : { before: photo, after: newest }
}
