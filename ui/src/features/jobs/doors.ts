import type { JobInfo } from '../../ipc/generated'

/** Where a job's buttons lead; the app joins them to the viewer, the clipboard, the settings. */
export interface JobDoors {
  cancel(job: JobInfo): void
  retry(job: JobInfo): void
  open(job: JobInfo): void
  compare(job: JobInfo): void
  undo(job: JobInfo): void
  sendAgain(job: JobInfo): void
  saveAgain(job: JobInfo): void
  copyDetails(job: JobInfo): void
  key(job: JobInfo): void
  billing(job: JobInfo): void
  cancelBatch(batch: string): void
  undoBatch(batch: string): void
  retryFailed(batch: string): void
  clear(): void
  fold(): void
}
