import { Ipc } from '../ipc/client'
import { toIpcError } from '../ipc/errors'
import type { AppInfo } from '../ipc/generated'
import type { Host } from '../ipc/host'
import { Pictures } from '../ipc/picture'
import { Toasts } from '../kit/toasts.svelte'
import { PlanStore, type Draft } from '../features/batch/batch.svelte'
import { FoldersStore } from '../features/folders/folders.svelte'
import { GalleryStore, type Shown } from '../features/gallery/gallery.svelte'
import { GenerateStore } from '../features/generate/generate.svelte'
import { JobsStore } from '../features/jobs/jobs.svelte'
import { SettingsStore } from '../features/settings/settings.svelte'
import { ViewerStore } from '../features/viewer/viewer.svelte'
import { UndoStack } from './undo.svelte'

export interface Scan {
  phase: string
  seen: number
  indexed: number
}

/** Everything the window holds, made once. */
export class Stores {
  readonly ipc: Ipc
  readonly pictures: Pictures
  readonly toasts = new Toasts()
  readonly undo = new UndoStack()
  readonly settings: SettingsStore
  readonly folders: FoldersStore
  readonly gallery: GalleryStore
  readonly viewer: ViewerStore
  readonly jobs: JobsStore
  readonly generate: GenerateStore

  info = $state.raw<AppInfo | null>(null)
  scan = $state.raw<Scan | null>(null)
  plan = $state.raw<PlanStore | null>(null)
  settingsOpen = $state(false)
  generateOpen = $state(false)
  keysOpen = $state(false)
  /** The provider whose key Settings was opened for. */
  wantedKey = $state<string | null>(null)
  dropping = $state(false)

  constructor(host: Host) {
    this.ipc = new Ipc(host)
    this.pictures = new Pictures(host)
    this.settings = new SettingsStore(this.ipc, this.report)
    this.folders = new FoldersStore(this.ipc, this.report)
    this.gallery = new GalleryStore(this.ipc, this.report)
    this.jobs = new JobsStore(this.ipc)
    this.generate = new GenerateStore(this.ipc)
    this.viewer = new ViewerStore(this.ipc, () => this.reel, this.report, (id) => this.gallery.seen(id))
  }

  private get reel() {
    const { columns } = this.gallery
    return {
      count: columns.count,
      idAt: (index: number) => columns.ids[index],
      versionAt: (index: number) => columns.versions[index] ?? 0,
      indexOf: (id: number) => columns.indexOf(id),
    }
  }

  /** A dialog is in front of everything. */
  get blocked(): boolean {
    return this.plan !== null || this.settingsOpen || this.generateOpen || this.keysOpen
  }

  /** Every failed command ends here or at the field that caused it. */
  report = (thrown: unknown): void => {
    const error = toIpcError(thrown)
    if (error.code === 'noKey') {
      this.toasts.error(error.message, error.hint, [{ label: 'Add key', run: () => this.openKey(null) }])
    } else {
      const copy = { label: 'Copy details', run: () => void this.copy(`${error.message}\n${error.detail}`, 'Details copied') }
      this.toasts.error(error.message, error.hint, error.detail === '' ? [] : [copy])
    }
  }

  /** Runs what a button asks for. */
  attempt = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((thrown: unknown) => {
      this.report(thrown)
      return undefined
    })

  copy = async (text: string, said: string): Promise<void> => {
    await this.attempt(this.ipc.host.copyText(text).then(() => this.toasts.info(said)))
  }

  get jobsOpen(): boolean {
    return this.settings.now.jobsPanel
  }

  showJobs(open: boolean): void {
    if (open !== this.jobsOpen) this.settings.set({ jobsPanel: open })
  }

  openKey(provider: string | null): void {
    this.wantedKey = provider ?? this.settings.providers.find((info) => info.needsKey && info.keySource === null)?.name ?? null
    this.settingsOpen = true
  }

  openPlan(draft: Draft): void {
    this.plan = new PlanStore(this.ipc, draft)
  }

  openGenerate(): void {
    const { shown } = this.gallery
    const open = shown.kind === 'folder' ? shown.folder : null
    const first = this.folders.all.find((folder) => folder.online)?.id ?? null
    this.generateOpen = true
    void this.generate.open(open ?? this.generate.folder ?? first, this.settings.now.generateRoute)
  }

  show(shown: Shown): void {
    this.viewer.close()
    void this.gallery.open(shown)
  }

  showPlace(place: string): void {
    this.show(place === 'all' || place === 'madeHere' ? { kind: place, folder: null } : { kind: 'folder', folder: place })
  }
}
