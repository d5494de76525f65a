/** What can be done with photos and folders: one function each, called by menu, keys and buttons alike. */
import { toIpcError } from '../ipc/errors'
import type { OperationArgs, RouteRef, Started } from '../ipc/generated'
import { counted } from '../lib/format'
import type { Stores } from './stores.svelte'

/** The photos an action is about: the one in the viewer, else the selection. */
export function targets({ viewer, gallery }: Stores): number[] {
  return viewer.id === null ? gallery.selectedIds : [viewer.id]
}

/** One photo starts at once when it costs little; several, or a price to agree to, go over the plan. */
export async function operate(stores: Stores, operation: OperationArgs, photos: number[], route: RouteRef | null = null): Promise<void> {
  if (photos.length === 0) return
  if (operation.kind === 'upscale') stores.settings.set({ scale: operation.scale })
  if (photos.length > 1) return stores.openPlan({ operation, photos, route })
  try {
    afterStart(stores, await stores.ipc.invoke('jobs_start', { operation, photos, route, acceptPrice: false }))
  } catch (thrown) {
    const error = toIpcError(thrown)
    if (error.code === 'priceNotAccepted') stores.openPlan({ operation, photos, route })
    else if (error.code === 'noKey') stores.openKey(route?.provider ?? null)
    else stores.report(error)
  }
}

export function afterStart(stores: Stores, started: Started): void {
  stores.plan = null
  if (started.jobs.length > 0) stores.showJobs(true)
  const [one, ...more] = started.skipped
  if (one === undefined) return
  if (more.length === 0) stores.toasts.info(`${one.name} was left out. ${one.reason}`)
  else stores.toasts.info(`${counted(started.skipped.length, 'photo')} were left out. ${one.name}: ${one.reason}`)
}

export async function trash(stores: Stores, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  const done = await stores.attempt(stores.ipc.invoke('photos_trash', { ids }))
  if (done === undefined) return
  if (done.failed.length > 0) {
    stores.toasts.error(done.failed[0] ?? '', done.failed.length > 1 ? `And ${counted(done.failed.length - 1, 'other')}.` : '')
  }
  if (done.count === 0) return
  const what = `Moved ${counted(done.count, 'photo')} to the trash`
  const takeBack = stores.undo.push({
    what,
    run: async () => {
      await stores.ipc.invoke('photos_restore', { token: done.token })
      stores.toasts.info(`${counted(done.count, 'photo')} put back`)
    },
  })
  stores.toasts.info(what, [{ label: 'Undo', run: () => void stores.attempt(takeBack()) }])
}

export async function undoLast(stores: Stores): Promise<void> {
  const step = stores.undo.last()
  if (step === null) stores.toasts.info('There is nothing to undo')
  else await stores.attempt(stores.undo.take(step))
}

export async function copyPaths(stores: Stores, ids: number[]): Promise<void> {
  const photos = await stores.attempt(stores.gallery.book.get(ids))
  if (photos === undefined || photos.length === 0) return
  await stores.copy(photos.map((photo) => photo.path).join('\n'), photos.length === 1 ? 'Path copied' : `${counted(photos.length, 'path')} copied`)
}

export async function reveal(stores: Stores, ids: number[]): Promise<void> {
  const [id] = ids
  if (id !== undefined) await stores.attempt(stores.ipc.invoke('photo_reveal', { id }))
}

export async function addFolder(stores: Stores): Promise<void> {
  const path = await stores.attempt(stores.ipc.host.pickFolder())
  if (!path) return
  const added = await stores.attempt(stores.folders.add(path))
  if (added) stores.show({ kind: 'folder', folder: added.id })
}

export async function addSamples(stores: Stores): Promise<void> {
  const added = await stores.attempt(stores.folders.samples())
  if (added) stores.show({ kind: 'folder', folder: added.id })
}

export async function removeFolder(stores: Stores, id: string): Promise<void> {
  const folder = stores.folders.find(id)
  const gone = await stores.attempt(stores.folders.remove(id))
  if (gone === undefined) return
  if (stores.gallery.shown.folder === id) stores.showPlace('all')
  stores.toasts.info(`${folder?.name ?? 'The folder'} was taken out of the library. Its files are untouched.`)
}

export function setRowHeight(stores: Stores, height: number): void {
  stores.settings.set({ rowHeight: Math.round(Math.max(96, Math.min(400, height))) })
}
