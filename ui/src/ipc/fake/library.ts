/** The fake's photos and folders. */
import type { FolderInfo, Photo, View, ViewArgs } from '../generated'
import { drawing, drawnColour, drawnRatios, random, real } from './pictures'

export interface FakePhoto extends Photo {
  ratio: number
  colour: number
  /** Number of its drawing. */
  seed: number
}

export interface FolderSeed {
  id: string
  parent: string | null
  name: string
  path: string
  online?: boolean
  photos: number
}

export const seeds: FolderSeed[] = [
  { id: 'f1', parent: null, name: 'Pictures', path: '/home/anna/Pictures', photos: 0 },
  { id: 'f2', parent: 'f1', name: '2026 Garden', path: '/home/anna/Pictures/2026 Garden', photos: 37 },
  { id: 'f3', parent: 'f1', name: '2026 Iceland', path: '/home/anna/Pictures/2026 Iceland', photos: 184 },
  { id: 'f4', parent: 'f3', name: 'Prints', path: '/home/anna/Pictures/2026 Iceland/Prints', photos: 12 },
  { id: 'f5', parent: 'f1', name: 'Empty', path: '/home/anna/Pictures/Empty', photos: 0 },
  { id: 'f6', parent: null, name: 'Camera import', path: '/media/anna/camera/DCIM', photos: 64 },
  { id: 'f7', parent: null, name: 'Old drive', path: '/media/anna/old', online: false, photos: 0 },
]

const day = 86_400_000

export class FakeLibrary {
  folders: FolderSeed[]
  photos: FakePhoto[] = []
  trashed = new Map<string, FakePhoto[]>()
  private next = 1

  constructor(
    folders: FolderSeed[],
    private photosUrl: string | null,
    private now: number,
  ) {
    this.folders = folders
    for (const folder of folders) this.fill(folder, folder.photos)
    this.seedResults()
  }

  fill(folder: FolderSeed, count: number): void {
    for (let i = 0; i < count; i += 1) this.add(folder, i)
  }

  private add(folder: FolderSeed, i: number): void {
    const id = this.next
    this.next += 1
    const next = random(id)
    const seed = this.photosUrl === null ? id : (id - 1) % real.length
    const [ratio, colour] = this.photosUrl === null ? [drawnRatios[Math.floor(next() * drawnRatios.length)] ?? 1.5, drawnColour(id)] : (real[seed] ?? [1.5, 0])
    const width = ratio >= 1 ? 1920 : Math.round(1920 * ratio)
    const bad = id % 61 === 9
    const name = `IMG_${2000 + i}${bad ? '.tif' : '.jpg'}`
    this.photos.push({
      id, name, path: `${folder.path}/${name}`, folder: folder.id, format: bad ? 'TIFF' : 'JPEG', width: bad ? 0 : width, height: bad ? 0 : Math.round(width / ratio),
      bytes: Math.round(2_400_000 + next() * 4_000_000), takenAt: this.now - Math.floor(i / 9) * day - i * 60_000, modifiedAt: this.now - i * 60_000, version: 1, madeBy: null,
      source: null, siblings: 0, error: bad ? 'The file ends in the middle of the picture.' : null, ratio, colour, seed,
    }) // prettier-ignore
  }

  private seedResults(): void {
    for (const at of [3, 20]) {
      const source = this.photos[at]
      if (source && source.error === null) this.adopt(source, 'upscale', 4)
    }
    const other = this.photos[12]
    if (other) this.adopt(other, 'enhance', 1)
  }

  /** A result beside its source. */
  adopt(source: FakePhoto, madeBy: 'upscale' | 'enhance', scale: number): FakePhoto {
    const stem = source.name.replace(/\.[^.]+$/, '')
    const name = `${stem}_${madeBy === 'upscale' ? `upscaled_${scale}x` : 'enhanced'}.jpg`
    const result: FakePhoto = {
      ...source, id: this.next, name, path: source.path.replace(source.name, name), width: source.width * scale, height: source.height * scale, madeBy, source: source.id, siblings: 0,
      bytes: source.bytes * scale, takenAt: (source.takenAt ?? 0) - 1,
    } // prettier-ignore
    this.next += 1
    source.siblings += 1
    this.photos.push(result)
    return result
  }

  generated(folder: string, prompt: string, ratio: number): FakePhoto {
    const home = this.folders.find((other) => other.id === folder) ?? this.folders[0]
    const id = this.next
    this.next += 1
    const name = `generated_20261120-${String(100000 + id)}.png`
    const width = ratio >= 1 ? 1024 : Math.round(1024 * ratio)
    const photo: FakePhoto = {
      id, name, path: `${home?.path}/${name}`, folder, format: 'PNG', width, height: Math.round(width / ratio), bytes: 1_800_000, takenAt: Date.now(), modifiedAt: Date.now(),
      version: 1, madeBy: 'generate', source: null, siblings: 0, error: null, ratio, colour: drawnColour(id + prompt.length), seed: this.photosUrl === null ? id + prompt.length * 7 : (id * 5) % real.length,
    } // prettier-ignore
    this.photos.push(photo)
    return photo
  }

  private index = new Map<number, FakePhoto>()
  private indexed: FakePhoto[] = []

  find = (id: number): FakePhoto | undefined => {
    if (this.indexed !== this.photos || this.index.size !== this.photos.length) {
      this.index = new Map(this.photos.map((photo) => [photo.id, photo]))
      this.indexed = this.photos
    }
    return this.index.get(id)
  }

  private below(id: string): Set<string> {
    const ids = new Set([id])
    for (const folder of this.folders) if (folder.parent !== null && ids.has(folder.parent)) ids.add(folder.id)
    return ids
  }

  infos(): FolderInfo[] {
    return this.folders.map((folder) => {
      const below = this.below(folder.id)
      return { id: folder.id, parent: folder.parent, name: folder.name, path: folder.path, online: folder.online ?? true, count: this.photos.filter((photo) => below.has(photo.folder)).length }
    })
  }

  view({ of, order }: ViewArgs): View {
    const inside = of.kind === 'folder' ? (of.deep ? this.below(of.id) : new Set([of.id])) : null
    const chosen = this.photos.filter((photo) => (inside ? inside.has(photo.folder) : of.kind === 'all' || photo.madeBy !== null))
    const sign = order.descending ? -1 : 1
    const value = (photo: FakePhoto): number => (order.key === 'size' ? photo.bytes : (photo.takenAt ?? photo.modifiedAt))
    chosen.sort((a, b) => sign * (order.key === 'name' ? a.name.localeCompare(b.name, 'en', { numeric: true }) : value(a) - value(b)) || a.id - b.id)
    return { ids: chosen.map((p) => p.id), ratios: chosen.map((p) => p.ratio), versions: chosen.map((p) => p.version), colours: chosen.map((p) => p.colour), days: order.key === 'date' ? chosen.map((p) => Math.floor(value(p) / day)) : [] }
  }

  private urls = new Map<string, string>()

  picture(path: string): string {
    const [kind, idText, , sizeText] = path.split(/[/?]/)
    const photo = this.find(Number(idText))
    if (!photo || photo.error !== null) return 'data:image/png,'
    // What an upscaled picture came from looks its size.
    const soft = kind === 'view' && photo.madeBy === null && photo.siblings > 0
    if (this.photosUrl !== null) {
      const name = String(photo.seed + 1).padStart(2, '0')
      return `${this.photosUrl}/${name}${kind === 'thumb' ? '.thumb' : soft ? '.small' : ''}.jpg`
    }
    const key = `${photo.id}${soft}${kind === 'thumb' ? sizeText : ''}`
    const known = this.urls.get(key)
    if (known) return known
    const url = drawing(photo.seed, photo.ratio, soft)
    this.urls.set(key, url)
    return url
  }
}
