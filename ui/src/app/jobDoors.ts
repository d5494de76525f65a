import type { JobInfo } from '../ipc/generated'
import type { JobDoors } from '../features/jobs/doors'
import { canCompare } from '../features/jobs/groups'
import type { Stores } from './stores.svelte'

/** Joins the jobs' buttons to the rest. */
export function makeJobDoors(stores: Stores): JobDoors {
  const { jobs, attempt, viewer } = stores
  const open = (job: JobInfo, compare: boolean): void => {
    const id = job.outputs[0]?.photo
    if (id !== undefined && id !== null) viewer.open(id, compare)
  }
  return {
    cancel: (job) => void attempt(jobs.cancel(job.id)),
    retry: (job) => void attempt(jobs.retry(job.id)),
    open: (job) => open(job, false),
    compare: (job) => open(job, canCompare(job)),
    undo: (job) => void attempt(jobs.undo(job.id)),
    sendAgain: (job) => void attempt(jobs.sendAgain(job.id)),
    saveAgain: (job) => void attempt(jobs.saveAgain(job.id)),
    copyDetails: (job) => {
      const { failure } = job
      if (failure !== null) void stores.copy([job.label, job.title, failure.message, failure.hint, failure.detail].filter(Boolean).join('\n'), 'Details copied')
    },
    key: (job) => stores.openKey(job.route.provider),
    billing: (job) => void attempt(stores.ipc.invoke('page_open', { provider: job.route.provider, page: 'billing' })),
    cancelBatch: (batch) => void attempt(jobs.cancelBatch(batch)),
    undoBatch: (batch) => void attempt(jobs.undoBatch(batch)),
    retryFailed: (batch) => void attempt(jobs.retryFailed(batch)),
    clear: () => void attempt(jobs.clear()),
    fold: () => stores.showJobs(false),
  }
}
