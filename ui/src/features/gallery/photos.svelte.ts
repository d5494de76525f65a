import type { Ipc } from '../../ipc/client'
import type { Photo } from '../../ipc/generated'

/** The most that is remembered: some hundred screens. */
const most = 20_000
/** The most asked for in one go. */
const handful = 500

/** What is known of photos beyond their columns: names, sizes, reasons. Asked for when a photo comes into sight. */
export class PhotoBook {
  /** Counts what was learned, for those that draw from it. */
  learned = $state(0)
  private known = new Map<number, Photo>()
  private stale = new Set<number>()
  private asked = new Set<number>()

  constructor(
    private ipc: Ipc,
    private report: (error: unknown) => void,
  ) {}

  /** What is known at once, perhaps of a moment ago. */
  peek = (id: number): Photo | undefined => this.known.get(id)

  /** Everything known may have changed: it stays readable and is asked for again when next in sight. */
  distrust = (): void => {
    this.stale = new Set(this.known.keys())
  }

  doubt = (id: number): void => {
    this.stale.add(id)
  }

  /** Sees to it that these become known. */
  wish = (ids: readonly number[]): void => {
    const missing = ids.filter((id) => (!this.known.has(id) || this.stale.has(id)) && !this.asked.has(id))
    if (missing.length > 0) this.fetch(missing).catch(this.report)
  }

  /** These photos; those that are gone are left out. */
  get = async (ids: readonly number[]): Promise<Photo[]> => {
    const missing = ids.filter((id) => !this.known.has(id) || this.stale.has(id))
    const found = new Map<number, Photo>()
    for (let i = 0; i < missing.length; i += handful) {
      for (const photo of await this.fetch(missing.slice(i, i + handful))) found.set(photo.id, photo)
    }
    return ids.flatMap((id) => found.get(id) ?? this.known.get(id) ?? [])
  }

  private async fetch(ids: number[]): Promise<Photo[]> {
    for (const id of ids) this.asked.add(id)
    try {
      const { photos } = await this.ipc.invoke('photos', { ids })
      for (const id of ids) {
        this.known.delete(id)
        this.stale.delete(id)
      }
      for (const photo of photos) this.known.set(photo.id, photo)
      this.forget()
      this.learned += 1
      return photos
    } finally {
      for (const id of ids) this.asked.delete(id)
    }
  }

  /** The ones learned longest ago go first: a map keeps the order of its entries. */
  private forget(): void {
    for (const id of this.known.keys()) {
      if (this.known.size <= most) return
      this.known.delete(id)
    }
  }
}
