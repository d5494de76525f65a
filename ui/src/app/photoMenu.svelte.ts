/** The menu of a photo, or of several. Prices come a moment later into room kept for them. */
import type { OperationArgs, Photo, RouteOffer, Routes } from '../ipc/generated'
import { line, type MenuEntry } from '../kit/menu'
import { counted, size } from '../lib/format'
import { chordText, onMac } from '../lib/keys'
import { keysOf, type Action } from './actions'
import * as deeds from './deeds'
import type { Stores } from './stores.svelte'

type Scale = 2 | 4 | 8
const scales: readonly Scale[] = [2, 4, 8]

export class PhotoMenu {
  private ids = $state.raw<readonly number[]>([])
  private photo = $state.raw<Photo | null>(null)
  private upscale = $state.raw<ReadonlyMap<Scale, Routes>>(new Map())
  private enhance = $state.raw<Routes | null>(null)
  readonly entries = $derived(this.ids.length === 1 ? this.ofOne() : this.ofMany())

  constructor(
    private stores: Stores,
    private actions: readonly Action[],
  ) {}

  /** The menu opens for these. */
  ask(ids: readonly number[]): void {
    const { stores } = this
    this.ids = ids
    this.photo = null
    this.upscale = new Map()
    this.enhance = null
    const [id] = ids
    if (id === undefined) return
    if (ids.length === 1) {
      this.photo = stores.gallery.book.peek(id) ?? null
      void stores.attempt(stores.gallery.photo(id)).then((photo) => {
        if (ids === this.ids && photo) this.photo = photo
      })
    }
    for (const scale of ids.length === 1 ? scales : [stores.settings.scale]) {
      this.price({ kind: 'upscale', scale }, (routes) => (this.upscale = new Map([...this.upscale, [scale, routes]])))
    }
    this.price({ kind: 'enhance' }, (routes) => (this.enhance = routes))
  }

  private price(operation: OperationArgs, take: (routes: Routes) => void): void {
    const { ids, stores } = this
    void stores.attempt(stores.ipc.invoke('routes', { operation, photos: [...ids] })).then((routes) => {
      if (ids === this.ids && routes) take(routes)
    })
  }

  private item(id: string, more: Partial<Extract<MenuEntry, { kind: 'item' }>> = {}): MenuEntry {
    const action = this.actions.find((other) => other.id === id)
    const keys = keysOf(this.actions, id)
    return {
      kind: 'item',
      id,
      label: action?.label ?? id,
      ...(action?.icon ? { icon: action.icon } : {}),
      hint: keys === '' ? '' : chordText(keys, onMac()),
      run: () => action?.run(),
      ...more,
    }
  }

  private ofOne(): MenuEntry[] {
    const { stores, photo, ids } = this
    const id = ids[0] ?? 0
    const scale = stores.settings.scale
    const here = photo === null || stores.folders.find(photo.folder)?.online !== false
    const usable = here && (photo === null || photo.error === null)
    const entries: MenuEntry[] = []
    if (stores.viewer.id === null) entries.push({ kind: 'item', id: 'open', label: 'Open', icon: 'eye', hint: 'Enter', run: () => stores.viewer.open(id) }, line('a'))
    if (usable) {
      entries.push(
        { kind: 'sub', id: 'upscale', label: 'Upscale', icon: 'enlarge', hint: join(`${scale}x`, priceOf(this.upscale.get(scale))), entries: this.ways(id, scale) },
        this.enhanceEntry(id),
      )
      if (photo !== null && (photo.source !== null || photo.siblings > 0)) {
        entries.push(line('b'), this.item('compare', { label: photo.source !== null ? 'Compare with original' : 'Compare with its result', run: () => this.compare(id) }))
      }
    }
    entries.push(line('c'), this.generateHere(), line('d'), this.item('reveal', { disabled: !here }), this.item('copy-path'), line('e'), this.item('trash', { danger: true, disabled: !here }))
    return entries
  }

  private ofMany(): MenuEntry[] {
    const { stores, ids } = this
    const photos = [...ids]
    const many = counted(ids.length, 'photo')
    const scale = stores.settings.scale
    return [
      {
        kind: 'item', id: 'upscale', label: `Upscale ${many}…`, icon: 'enlarge', hint: join(`${scale}x`, priceOf(this.upscale.get(scale))),
        run: () => stores.openPlan({ operation: { kind: 'upscale', scale }, photos, route: null }),
      },
      {
        kind: 'item', id: 'enhance', label: `Enhance ${many}…`, icon: 'spark', hint: priceOf(this.enhance),
        run: () => stores.openPlan({ operation: { kind: 'enhance' }, photos, route: null }),
      },
      line('c'), this.generateHere(), line('d'), this.item('copy-path', { label: 'Copy paths' }), line('e'), this.item('trash', { label: `Move ${many} to trash`, danger: true }),
    ] // prettier-ignore
  }

  /** Sizes first: they go the usual way. Then the other ways, at the scale used last. */
  private ways(id: number, scale: Scale): MenuEntry[] {
    const { stores, photo } = this
    const sizes = scales.map((by): MenuEntry => ({
      kind: 'item',
      id: `upscale-${by}x`,
      label: `${by}x`,
      checked: by === scale,
      hint: join(paidOf(this.upscale.get(by)), photo === null ? '' : size(photo.width * by, photo.height * by)),
      run: () => void deeds.operate(stores, { kind: 'upscale', scale: by }, [id]),
    }))
    const offers = this.upscale.get(scale)?.offers ?? []
    return [...sizes, line('ways'), { kind: 'heading', id: 'ways-name', label: `Upscale ${scale}x with` }, ...offers.map((offer) => this.way(offer, { kind: 'upscale', scale }, id))]
  }

  private way(offer: RouteOffer, operation: OperationArgs, id: number): MenuEntry {
    const { stores } = this
    const entry = { kind: 'item', id: `${operation.kind}-${offer.route.provider}-${offer.route.model}`, label: offer.label, checked: offer.isDefault } as const
    if (offer.available) {
      return { ...entry, hint: offer.price.text, small: offer.note, run: () => void deeds.operate(stores, operation, [id], offer.route) }
    }
    const keyless = stores.settings.providers.some((info) => info.name === offer.route.provider && info.needsKey && info.keySource === null)
    return keyless
      ? { ...entry, dim: true, hint: 'Add key…', small: join(offer.price.text, offer.note), run: () => stores.openKey(offer.route.provider) }
      : { ...entry, disabled: true, hint: '', small: offer.whyNot ?? '', run: () => undefined }
  }

  /** The usual way; other ways are chosen in Settings or in the plan. */
  private enhanceEntry(id: number): MenuEntry {
    const usual = usualOf(this.enhance)
    const go = usual === undefined || usual.available
    return this.item('enhance', {
      hint: priceOf(this.enhance),
      dim: !go,
      run: () => (go ? void deeds.operate(this.stores, { kind: 'enhance' }, [id]) : this.stores.openKey(usual.route.provider)),
    })
  }

  private generateHere(): MenuEntry {
    return this.item('generate', { label: 'Generate image here…' })
  }

  private compare(id: number): void {
    const { viewer } = this.stores
    if (viewer.id === null) viewer.open(id, true)
    else viewer.toggleCompare()
  }
}

const join = (...parts: string[]): string => parts.filter(Boolean).join(', ')

const usualOf = (routes: Routes | null | undefined): RouteOffer | undefined => routes?.offers.find((other) => other.isDefault) ?? routes?.offers[0]

function priceOf(routes: Routes | null | undefined): string {
  const offer = usualOf(routes)
  if (offer === undefined) return ''
  return offer.available ? offer.price.text : 'Add key…'
}

/** Free needs no repeating beside each size. */
function paidOf(routes: Routes | undefined): string {
  const price = priceOf(routes)
  return price === 'free' ? '' : price
}
