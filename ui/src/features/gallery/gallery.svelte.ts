import type { Ipc } from '../../ipc/client'
import { toIpcError, type IpcError } from '../../ipc/errors'
import type { Photo, SortOrder, ViewOf } from '../../ipc/generated'
import { latest, throttled } from '../../lib/later'
import { inOrder, nothing, surviving, type Selection } from '../../lib/selection'
import { Columns, noColumns } from './columns'
import { PhotoBook } from './photos.svelte'

/** Above this the size of a selection is not added up: it would ask for every photo. */
const summed = 2000

export interface Shown {
  kind: ViewOf['kind']
  folder: string | null
}

/** What the grid shows, what is selected in it, where the focus is. */
export class GalleryStore {
  /** `all`, `madeHere`, or a folder. */
  shown = $state.raw<Shown>({ kind: 'all', folder: null })
  columns = $state.raw<Columns>(noColumns)
  selection = $state.raw<Selection>(nothing)
  /** Place of the focused photo. */
  focus = $state(0)
  /** The first answer has come. */
  ready = $state(false)
  error = $state.raw<IpcError | null>(null)
  /** Results of this session that were not looked at yet. */
  fresh = $state.raw<ReadonlySet<number>>(new Set())
  /** Bytes of the selection; `null` while unknown or too many to ask. */
  selectedBytes = $state<number | null>(null)
  /** A photo to bring into sight, answered by the grid. */
  reveal = $state.raw<{ index: number } | null>(null)
  /** Counts the views: the grid starts at the top of each. */
  opened = $state(0)

  /** Counts the answers: what is known of photos in sight is asked for again. */
  taken = 0

  readonly book: PhotoBook
  private order: SortOrder = { key: 'date', descending: true }
  private deep = true
  private awaited = new Set<number>()

  constructor(
    private ipc: Ipc,
    private report: (error: unknown) => void,
  ) {
    this.book = new PhotoBook(ipc, report)
    ipc.on('viewChanged', () => void this.reload())
  }

  get count(): number {
    return this.columns.count
  }

  get focusedId(): number | null {
    return this.columns.ids[this.focus] ?? null
  }

  /** The selected photos in the order shown. */
  get selectedIds(): number[] {
    return inOrder(this.selection, this.columns)
  }

  open(shown: Shown): Promise<void> {
    this.shown = shown
    this.columns = noColumns
    this.ready = false
    this.focus = 0
    this.select(nothing)
    this.opened += 1
    return this.reload()
  }

  arrange(order: SortOrder, deep: boolean): Promise<void> {
    this.order = order
    this.deep = deep
    return this.reload()
  }

  /** Asks for the view again; a selection survives it. */
  reload = latest(async () => {
    const shown = this.shown
    const of: ViewOf =
      shown.kind === 'folder' ? { kind: 'folder', id: shown.folder ?? '', deep: this.deep } : { kind: shown.kind }
    try {
      const view = await this.ipc.invoke('view', { of, order: this.order })
      if (shown !== this.shown) return
      this.take(new Columns(view))
      this.error = null
    } catch (thrown) {
      this.error = toIpcError(thrown)
    }
    this.ready = true
  })

  private take(columns: Columns): void {
    const focused = this.focusedId
    this.columns = columns
    this.taken += 1
    this.book.distrust()
    this.select(surviving(this.selection, columns))
    const place = focused === null ? -1 : columns.indexOf(focused)
    // The focused photo went: its successor takes its place.
    this.focus = place >= 0 ? place : Math.max(0, Math.min(this.focus, columns.count - 1))
    this.showAwaited()
  }

  select(selection: Selection): void {
    if (selection === this.selection) return
    this.selection = selection
    this.sum(selection)
  }

  focusOn(index: number): void {
    this.focus = Math.max(0, Math.min(index, this.count - 1))
  }

  /** The photos in sight: the core makes their thumbnails first, and we learn their names. */
  inSight = throttled(120, (ids: number[]) => {
    this.ipc.invoke('photos_wanted', { ids }).catch(this.report)
    this.learn(ids)
  })
  /** Names and badges may come a little later than pictures. */
  private learn = throttled(400, (ids: number[]) => this.book.wish(ids))

  photo = async (id: number): Promise<Photo | null> => (await this.book.get([id]))[0] ?? null

  retry = async (id: number): Promise<void> => {
    await this.ipc.invoke('photo_retry', { id })
    this.book.doubt(id)
    this.book.wish([id])
  }

  /** New results: marked until they are opened; with `bring` they come into sight as soon as they are in this view. */
  welcome(ids: readonly number[], bring: boolean): void {
    this.fresh = new Set([...this.fresh, ...ids])
    if (!bring) return
    for (const id of ids) this.awaited.add(id)
    this.showAwaited()
  }

  seen(id: number): void {
    if (!this.fresh.has(id)) return
    this.fresh = new Set([...this.fresh].filter((other) => other !== id))
  }

  show(id: number): boolean {
    const index = this.columns.indexOf(id)
    if (index < 0) return false
    this.focusOn(index)
    this.reveal = { index }
    return true
  }

  private showAwaited(): void {
    const places = [...this.awaited].map((id) => this.columns.indexOf(id)).filter((index) => index >= 0)
    if (places.length === 0) return
    this.awaited.clear()
    this.reveal = { index: Math.min(...places) }
  }

  private sum(selection: Selection): void {
    this.selectedBytes = null
    if (selection.ids.size === 0 || selection.ids.size > summed) return
    this.book
      .get([...selection.ids])
      .then((photos) => {
        if (selection === this.selection) this.selectedBytes = photos.reduce((sum, photo) => sum + photo.bytes, 0)
      })
      .catch(this.report)
  }
}
