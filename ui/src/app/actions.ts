/** The one registry of actions: keys, menus and the key sheet read it. */
import type { IconName } from '../kit/icons'
import { all, inverted, nothing } from '../lib/selection'
import * as deeds from './deeds'
import type { Stores } from './stores.svelte'

export type Group = 'Photos' | 'AI' | 'View' | 'Safelight'

export interface Action {
  id: string
  label: string
  group: Group
  icon?: IconName
  /** Chords as in `lib/keys.ts`; the first is shown. */
  keys: string[]
  /** Where its keys work. */
  where: 'grid' | 'viewer' | 'anywhere'
  /** Worth doing now. */
  can?: () => boolean
  run: () => void
}

/** Parts of the viewer that only it can move. */
export interface ViewerHands {
  zoomBy(factor: number): void
  fit(): void
  actual(): void
}

export function makeActions(stores: Stores, hands: () => ViewerHands | null): Action[] {
  const { gallery, viewer, settings } = stores
  const some = (): boolean => deeds.targets(stores).length > 0
  const many = (): boolean => gallery.count > 0
  const act = (work: (ids: number[]) => Promise<void>) => () => void work(deeds.targets(stores))
  const step = 1.15
  return [
    { id: 'upscale', label: 'Upscale, as last time', group: 'AI', icon: 'enlarge', keys: ['mod+KeyU'], where: 'anywhere', can: some, run: act((ids) => deeds.operate(stores, { kind: 'upscale', scale: settings.scale }, ids)) },
    { id: 'upscale-plan', label: 'Upscale, choose how', group: 'AI', keys: ['mod+Shift+KeyU'], where: 'anywhere', can: some, run: () => stores.openPlan({ operation: { kind: 'upscale', scale: settings.scale }, photos: deeds.targets(stores), route: null }) },
    { id: 'enhance', label: 'Enhance', group: 'AI', icon: 'spark', keys: ['mod+Shift+KeyE'], where: 'anywhere', can: some, run: act((ids) => deeds.operate(stores, { kind: 'enhance' }, ids)) },
    { id: 'generate', label: 'Generate image', group: 'AI', icon: 'plus', keys: ['mod+KeyG'], where: 'anywhere', run: () => stores.openGenerate() },
    { id: 'compare', label: 'Compare with original', group: 'AI', icon: 'compare', keys: ['KeyC'], where: 'anywhere', can: () => viewer.pair !== null || (viewer.id === null && gallery.selection.ids.size === 1), run: () => void compare(stores) },

    { id: 'select-all', label: 'Select all', group: 'Photos', icon: 'all', keys: ['mod+KeyA'], where: 'grid', can: many, run: () => gallery.select(all(gallery.columns)) },
    { id: 'select-none', label: 'Select none', group: 'Photos', keys: ['mod+KeyD'], where: 'grid', can: many, run: () => gallery.select(nothing) },
    { id: 'select-rest', label: 'Invert the selection', group: 'Photos', keys: ['mod+KeyI'], where: 'grid', can: many, run: () => gallery.select(inverted(gallery.selection, gallery.columns)) },
    { id: 'reveal', label: 'Show in folder', group: 'Photos', icon: 'folder', keys: ['mod+KeyR'], where: 'anywhere', can: some, run: act((ids) => deeds.reveal(stores, ids)) },
    { id: 'copy-path', label: 'Copy path', group: 'Photos', icon: 'copy', keys: ['mod+Alt+KeyC'], where: 'anywhere', can: some, run: act((ids) => deeds.copyPaths(stores, ids)) },
    { id: 'trash', label: 'Move to trash', group: 'Photos', icon: 'trash', keys: ['Delete', 'mod+Backspace'], where: 'anywhere', can: some, run: act((ids) => deeds.trash(stores, ids)) },
    { id: 'undo', label: 'Undo', group: 'Photos', icon: 'undo', keys: ['mod+KeyZ'], where: 'anywhere', run: () => void deeds.undoLast(stores) },

    { id: 'larger', label: 'Larger thumbnails', group: 'View', keys: ['mod+=', 'mod++'], where: 'grid', run: () => deeds.setRowHeight(stores, settings.now.rowHeight * step) },
    { id: 'smaller', label: 'Smaller thumbnails', group: 'View', keys: ['mod+-'], where: 'grid', run: () => deeds.setRowHeight(stores, settings.now.rowHeight / step) },
    { id: 'previous', label: 'Previous photo', group: 'View', keys: ['ArrowLeft'], where: 'viewer', run: () => viewer.step(-1) },
    { id: 'next', label: 'Next photo', group: 'View', keys: ['ArrowRight'], where: 'viewer', run: () => viewer.step(1) },
    { id: 'first', label: 'First photo', group: 'View', keys: ['Home'], where: 'viewer', run: () => viewer.toEnd(false) },
    { id: 'last', label: 'Last photo', group: 'View', keys: ['End'], where: 'viewer', run: () => viewer.toEnd(true) },
    { id: 'zoom-in', label: 'Zoom in', group: 'View', keys: ['=', '+', 'mod+=', 'mod++'], where: 'viewer', run: () => hands()?.zoomBy(1.25) },
    { id: 'zoom-out', label: 'Zoom out', group: 'View', keys: ['-', 'mod+-'], where: 'viewer', run: () => hands()?.zoomBy(0.8) },
    { id: 'fit', label: 'Fit', group: 'View', keys: ['mod+Digit0'], where: 'viewer', run: () => hands()?.fit() },
    { id: 'actual', label: 'Actual size', group: 'View', keys: ['KeyZ'], where: 'viewer', run: () => hands()?.actual() },
    { id: 'leave', label: 'Leave the viewer', group: 'View', keys: ['Escape', ' ', 'Enter'], where: 'viewer', run: () => viewer.close() },
    { id: 'clear', label: 'Clear the selection', group: 'View', keys: ['Escape'], where: 'grid', can: () => gallery.selection.ids.size > 0, run: () => gallery.select(nothing) },

    { id: 'jobs', label: 'Jobs', group: 'Safelight', icon: 'jobs', keys: ['mod+KeyJ'], where: 'anywhere', run: () => stores.showJobs(!stores.jobsOpen) },
    { id: 'settings', label: 'Settings', group: 'Safelight', icon: 'gear', keys: ['mod+,'], where: 'anywhere', run: () => { stores.wantedKey = null; stores.settingsOpen = true } },
    { id: 'keys', label: 'Keys', group: 'Safelight', icon: 'help', keys: ['?'], where: 'anywhere', run: () => (stores.keysOpen = true) },
  ] // prettier-ignore
}

async function compare(stores: Stores): Promise<void> {
  const { viewer, gallery } = stores
  if (viewer.id !== null) return viewer.toggleCompare()
  const [id] = gallery.selectedIds
  if (id === undefined) return
  const photo = await stores.attempt(gallery.photo(id))
  if (!photo) return
  if (photo.source !== null || photo.siblings > 0) viewer.open(id, true)
  else stores.toasts.info(`${photo.name} has no result to compare with yet`)
}

export const keysOf = (actions: readonly Action[], id: string): string => actions.find((action) => action.id === id)?.keys[0] ?? ''
