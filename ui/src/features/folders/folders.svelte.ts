import type { Ipc } from '../../ipc/client'
import type { FolderInfo } from '../../ipc/generated'
import { latest } from '../../lib/later'

/** The folder tree and which of it is open. */
export class FoldersStore {
  all = $state.raw<readonly FolderInfo[]>([])
  total = $state(0)
  madeHere = $state(0)
  /** Folders whose sub-folders show. */
  open = $state.raw<ReadonlySet<string>>(new Set())
  readonly rows = $derived(visibleRows(this.all, this.open))

  constructor(
    private ipc: Ipc,
    private report: (error: unknown) => void,
  ) {
    ipc.on('foldersChanged', () => void this.load())
  }

  load = latest(async () => {
    try {
      const known = new Set(this.all.map((folder) => folder.id))
      const { folders, total, madeHere } = await this.ipc.invoke('folders')
      // New roots come open: what was added is what one wants to see.
      const fresh = folders.filter((folder) => folder.parent === null && !known.has(folder.id)).map((folder) => folder.id)
      if (fresh.length > 0) this.open = new Set([...this.open, ...fresh])
      this.all = folders
      this.total = total
      this.madeHere = madeHere
    } catch (error) {
      this.report(error)
    }
  })

  find = (id: string | null): FolderInfo | undefined => this.all.find((folder) => folder.id === id)

  toggle = (id: string, open = !this.open.has(id)): void => {
    const next = new Set(this.open)
    if (open) next.add(id)
    else next.delete(id)
    this.open = next
  }

  add = (path: string) => this.ipc.invoke('folder_add', { path })
  samples = () => this.ipc.invoke('samples_add')
  remove = (id: string) => this.ipc.invoke('folder_remove', { id })
  reveal = (id: string) => this.ipc.invoke('folder_reveal', { id })
  rescan = (id: string) => this.ipc.invoke('folder_rescan', { id })
}

export interface FolderRow {
  folder: FolderInfo
  /** 0 for a root. */
  depth: number
  parent: boolean
  open: boolean
}

/** The rows in sight: a folder shows when all above it are open. Parents come before their children. */
export function visibleRows(folders: readonly FolderInfo[], open: ReadonlySet<string>): FolderRow[] {
  const parents = new Set(folders.map((folder) => folder.parent))
  const depths = new Map<string, number>()
  const rows: FolderRow[] = []
  for (const folder of folders) {
    const above = folder.parent === null ? -1 : depths.get(folder.parent)
    if (above === undefined || (folder.parent !== null && !open.has(folder.parent))) continue
    depths.set(folder.id, above + 1)
    rows.push({ folder, depth: above + 1, parent: parents.has(folder.id), open: open.has(folder.id) })
  }
  return rows
}
