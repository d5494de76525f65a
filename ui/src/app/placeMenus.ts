/** The menus of places: empty space, a folder, the order. */
import type { FolderInfo, SortOrder } from '../ipc/generated'
import { line, type MenuEntry } from '../kit/menu'
import { chordText, onMac } from '../lib/keys'
import { keysOf, type Action } from './actions'
import * as deeds from './deeds'
import type { Stores } from './stores.svelte'

const keys: { key: SortOrder['key']; label: string; up: string; down: string }[] = [
  { key: 'date', label: 'Date', up: 'Oldest first', down: 'Newest first' },
  { key: 'name', label: 'Name', up: 'A to Z', down: 'Z to A' },
  { key: 'size', label: 'Size', up: 'Smallest first', down: 'Largest first' },
]

export const sortName = (order: SortOrder): string => keys.find((other) => other.key === order.key)?.label ?? ''

function arrange(stores: Stores, order: SortOrder): void {
  stores.settings.set({ order })
  void stores.gallery.arrange(order, stores.settings.now.deep)
}

export function setDeep(stores: Stores, deep: boolean): void {
  stores.settings.set({ deep })
  void stores.gallery.arrange(stores.settings.now.order, deep)
}

export function sortMenu(stores: Stores): MenuEntry[] {
  const { order } = stores.settings.now
  const now = keys.find((other) => other.key === order.key)
  const item = (id: string, label: string, checked: boolean, next: SortOrder): MenuEntry => ({ kind: 'item', id, label, checked, run: () => arrange(stores, next) })
  return [
    // Dates are wanted newest first, names from A.
    ...keys.map(({ key, label }) => item(key, label, key === order.key, { key, descending: key === order.key ? order.descending : key !== 'name' })),
    line('direction'),
    item('up', now?.up ?? '', !order.descending, { ...order, descending: false }),
    item('down', now?.down ?? '', order.descending, { ...order, descending: true }),
  ]
}

export function spaceMenu(stores: Stores, actions: readonly Action[]): MenuEntry[] {
  const hint = (id: string): string => chordText(keysOf(actions, id), onMac())
  const run = (id: string) => () => actions.find((action) => action.id === id)?.run()
  const entries: MenuEntry[] = [{ kind: 'item', id: 'generate', label: 'Generate image here…', icon: 'plus', hint: hint('generate'), run: run('generate') }, line('a')]
  if (stores.gallery.count > 0) {
    entries.push({ kind: 'item', id: 'select-all', label: 'Select all', icon: 'all', hint: hint('select-all'), run: run('select-all') })
    entries.push({ kind: 'sub', id: 'sort', label: 'Sort by', icon: 'sort', hint: sortName(stores.settings.now.order), entries: sortMenu(stores) })
  } else entries.pop()
  return entries
}

export function folderMenu(stores: Stores, folder: FolderInfo): MenuEntry[] {
  const entries: MenuEntry[] = [
    { kind: 'item', id: 'show', label: 'Open', icon: 'eye', run: () => stores.showPlace(folder.id) },
    { kind: 'item', id: 'rescan', label: 'Look for changes', icon: 'retry', disabled: !folder.online, run: () => void stores.attempt(stores.folders.rescan(folder.id)) },
    { kind: 'item', id: 'reveal', label: 'Show in folder', icon: 'folder', disabled: !folder.online, run: () => void stores.attempt(stores.folders.reveal(folder.id)) },
    { kind: 'item', id: 'copy', label: 'Copy path', icon: 'copy', run: () => void stores.copy(folder.path, 'Path copied') },
  ]
  if (folder.parent === null) {
    entries.push(line('a'), { kind: 'item', id: 'remove', label: 'Remove from library', icon: 'close', small: 'The files stay where they are', run: () => void deeds.removeFolder(stores, folder.id) })
  }
  return entries
}
