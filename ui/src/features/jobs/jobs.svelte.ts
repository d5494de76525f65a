import type { Ipc } from '../../ipc/client'
import type { JobInfo } from '../../ipc/generated'
import { batches, headline, isBad, isOver, isRunning, isWaiting } from './groups'

/** The jobs, as the core last told them. */
export class JobsStore {
  all = $state.raw<readonly JobInfo[]>([])
  readonly batches = $derived(batches(this.all))
  readonly headline = $derived(headline(this.all))
  readonly active = $derived(this.all.filter((job) => isRunning(job) || isWaiting(job)))
  /** Something ended that can be swept away. */
  readonly clearable = $derived(this.all.some(isOver))
  /** Nothing runs, waits or needs a person. */
  readonly quiet = $derived(this.active.length === 0 && !this.all.some((job) => isBad(job) && !isOver(job)))

  constructor(private ipc: Ipc) {
    ipc.on('jobs', ({ jobs }) => this.take(jobs))
    ipc.on('jobsRemoved', ({ ids }) => {
      const gone = new Set(ids)
      this.all = this.all.filter((job) => !gone.has(job.id))
    })
  }

  load = async (): Promise<void> => {
    const { jobs } = await this.ipc.invoke('jobs')
    this.all = jobs
  }

  private take(changed: readonly JobInfo[]): void {
    const now = new Map(changed.map((job) => [job.id, job]))
    const kept = this.all.map((job) => {
      const next = now.get(job.id)
      now.delete(job.id)
      return next ?? job
    })
    this.all = [...[...now.values()].sort((a, b) => b.createdAt - a.createdAt), ...kept]
  }

  cancel = (id: string) => this.ipc.invoke('job_cancel', { id })
  retry = (id: string) => this.ipc.invoke('job_retry', { id })
  sendAgain = (id: string) => this.ipc.invoke('job_send_again', { id })
  saveAgain = (id: string) => this.ipc.invoke('job_save_again', { id })
  undo = (id: string) => this.ipc.invoke('job_undo', { id })
  cancelBatch = (batch: string) => this.ipc.invoke('batch_cancel', { batch })
  undoBatch = (batch: string) => this.ipc.invoke('batch_undo', { batch })
  clear = () => this.ipc.invoke('jobs_clear')

  /** Every failed job of a batch, once more. */
  retryFailed = async (batch: string): Promise<void> => {
    for (const job of this.all) if (job.batch === batch && job.state === 'failed') await this.retry(job.id)
  }
}
