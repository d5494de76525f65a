/** Brings the window to life, and joins what happens in one feature to the others. */
import type { BatchSummary, JobInfo } from '../ipc/generated'
import type { ToastAction } from '../kit/toasts.svelte'
import { sentence } from '../lib/words'
import type { Stores } from './stores.svelte'

export async function start(stores: Stores): Promise<void> {
  listen(stores)
  await stores.attempt(stores.ipc.listen())
  await stores.attempt(stores.ipc.host.drags((drag) => void onDrag(stores, drag)))
  const [info] = await Promise.all([
    stores.attempt(stores.ipc.invoke('app_info')),
    stores.attempt(stores.settings.load()),
    stores.folders.load(),
    stores.attempt(stores.jobs.load()),
  ])
  stores.info = info ?? { version: '', firstRun: false, openFolder: null }
  // Folded while there is nothing to show, open while something goes on.
  if (stores.jobs.active.length > 0) stores.showJobs(true)
  else if (stores.jobs.all.length === 0) stores.showJobs(false)
  const { order, deep } = stores.settings.now
  const named = stores.info.openFolder
  const folder = stores.folders.all.find((other) => other.id === named || other.path === named)
  stores.gallery.shown = folder ? { kind: 'folder', folder: folder.id } : { kind: 'all', folder: null }
  await stores.gallery.arrange(order, deep)
}

function listen(stores: Stores): void {
  const { ipc, toasts } = stores
  // Results that were there before this window are not new.
  const born = Date.now()
  const greeted = new Set<number>()
  ipc.on('jobs', ({ jobs }) => {
    for (const operation of ['generate', 'other']) {
      const fresh = jobs.filter((job) => (job.operation === 'generate') === (operation === 'generate')).flatMap((job) => newResults(job, born))
      const ids = fresh.filter((id) => !greeted.has(id))
      for (const id of ids) greeted.add(id)
      if (ids.length > 0) stores.gallery.welcome(ids, operation === 'generate')
    }
  })
  ipc.on('scan', ({ phase, seen, indexed, done }) => (stores.scan = done ? null : { phase, seen, indexed }))
  ipc.on('batchDone', ({ summary }) => sayDone(stores, summary))
  ipc.on('notice', ({ notice }) => {
    if (notice.kind === 'error') toasts.error(notice.message, notice.hint)
    else toasts.info([notice.message, notice.hint].filter(Boolean).join(' '))
  })
  ipc.on('showPhoto', ({ id, compare }) => stores.viewer.open(id, compare))
  ipc.on('showFolder', ({ id }) => stores.show({ kind: 'folder', folder: id }))
}

function newResults(job: JobInfo, born: number): number[] {
  if (job.state !== 'done' || job.undone || (job.finishedAt ?? 0) < born) return []
  return job.outputs.flatMap((output) => output.photo ?? [])
}

function sayDone(stores: Stores, summary: BatchSummary): void {
  const { toasts, viewer } = stores
  const jobs: ToastAction = { label: 'Show jobs', run: () => stores.showJobs(true) }
  if (summary.done === 0 && summary.failed === 0) return
  if (summary.failed > 0) {
    toasts.error(sentence(summary.text), sentence(summary.failure ?? ''), [jobs])
    if (summary.done === 0) return
  }
  const takeBack = stores.undo.push({
    what: summary.text,
    run: async () => {
      await stores.ipc.invoke('batch_undo', { batch: summary.batch })
      toasts.info('Undone. The results are in the trash.')
    },
  })
  if (summary.failed > 0) return
  const { first } = summary
  const actions: ToastAction[] = []
  if (first !== null) {
    actions.push(
      summary.comparable
        ? { label: 'Compare', run: () => viewer.open(first, true) }
        : { label: 'Show', run: () => void (stores.gallery.show(first) || viewer.open(first)) },
    )
  }
  actions.push({ label: 'Undo', run: () => void stores.attempt(takeBack()) })
  const price = summary.price === 'free' || summary.price === '' ? '' : `, ${summary.price}`
  toasts.info(`${summary.text}${price}`, actions)
}

async function onDrag(stores: Stores, drag: { kind: 'over' } | { kind: 'leave' } | { kind: 'drop'; paths: string[] }): Promise<void> {
  stores.dropping = drag.kind === 'over'
  if (drag.kind !== 'drop') return
  let added: string | null = null
  for (const path of drag.paths) added = (await stores.attempt(stores.folders.add(path)))?.id ?? added
  if (added !== null) stores.show({ kind: 'folder', folder: added })
}
