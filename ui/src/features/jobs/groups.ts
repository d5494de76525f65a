/** Jobs as the panel shows them: one row each, the jobs of a batch under one heading. Pure. */
import type { JobInfo } from '../../ipc/generated'
import { counted } from '../../lib/format'

export type JobState = JobInfo['state']

const ends: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled'])
/** Waiting for a person. */
const asking: ReadonlySet<JobState> = new Set(['unsure', 'unsaved'])

export const isOver = (job: JobInfo): boolean => ends.has(job.state)
export const asksPerson = (job: JobInfo): boolean => asking.has(job.state)
export const isWaiting = (job: JobInfo): boolean => job.state === 'queued'
export const isRunning = (job: JobInfo): boolean => !isOver(job) && !asksPerson(job) && !isWaiting(job)
export const isBad = (job: JobInfo): boolean => job.state === 'failed' || asksPerson(job)

export interface Batch {
  id: string
  jobs: JobInfo[]
}

/** Batches, the newest first; inside one, what needs a person or runs comes before what waits or is over. */
export function batches(jobs: readonly JobInfo[]): Batch[] {
  const byId = new Map<string, JobInfo[]>()
  for (const job of jobs) {
    const list = byId.get(job.batch)
    if (list) list.push(job)
    else byId.set(job.batch, [job])
  }
  const weight = (job: JobInfo): number => (isRunning(job) ? 0 : isBad(job) ? 1 : isWaiting(job) ? 2 : 3)
  const newest = (batch: Batch): number => batch.jobs.reduce((latest, job) => Math.max(latest, job.createdAt), 0)
  return [...byId]
    .map(([id, list]) => ({ id, jobs: list.toSorted((a, b) => weight(a) - weight(b) || a.createdAt - b.createdAt) }))
    .sort((a, b) => newest(b) - newest(a))
}

/** `2 running · 3 waiting`; empty when nothing goes on. */
export function headline(jobs: readonly JobInfo[]): string {
  const running = jobs.filter(isRunning).length
  const waiting = jobs.filter(isWaiting).length
  const needed = jobs.filter(asksPerson).length
  const parts: string[] = []
  if (running > 0) parts.push(`${running} running`)
  if (waiting > 0) parts.push(`${waiting} waiting`)
  if (needed > 0) parts.push(needed === 1 ? '1 needs you' : `${needed} need you`)
  return parts.join(' · ')
}

/** `3 of 5, 1 failed` */
export function summary(batch: Batch): string {
  const done = batch.jobs.filter((job) => job.state === 'done').length
  const failed = batch.jobs.filter(isBad).length
  const cancelled = batch.jobs.filter((job) => job.state === 'cancelled').length
  const parts = [done === batch.jobs.length ? `all ${done} done` : `${done} of ${batch.jobs.length}`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  return parts.join(', ')
}

/** How far the whole batch is, 0..1. */
export function progressOf(batch: Batch): number {
  const sum = batch.jobs.reduce((total, job) => total + (isOver(job) || asksPerson(job) ? 1 : (job.progress ?? 0)), 0)
  return batch.jobs.length === 0 ? 0 : sum / batch.jobs.length
}

/** `Upscale 4x`, `12 photos` */
export const titleOf = (batch: Batch): string => batch.jobs[0]?.label ?? ''
export const countOf = (batch: Batch): string => counted(batch.jobs.length, batch.jobs[0]?.operation === 'generate' ? 'picture' : 'photo')

export const canUndo = (job: JobInfo): boolean => job.state === 'done' && !job.undone && job.outputs.length > 0
export const canCompare = (job: JobInfo): boolean =>
  job.state === 'done' && !job.undone && job.source !== null && job.outputs[0]?.photo !== null && job.outputs.length > 0

const words: Partial<Record<JobState, string>> = {
  queued: 'Waiting',
  preparing: 'Preparing',
  uploading: 'Uploading',
  submitting: 'Sending',
  submitted: 'Waiting its turn',
  running: 'Working',
  downloading: 'Fetching the result',
  writing: 'Saving',
  cancelled: 'Cancelled',
  unsure: 'It may have been accepted',
  unsaved: 'The result could not be saved',
}

/** The model's name as people know it: `best`, `esrgan`; empty where it would only repeat the operation. */
export function modelText(job: JobInfo): string {
  const known = job.route.model.replace(/^fal-ai\//, '')
  return known === job.operation || known === 'auto' ? '' : known
}

/** What the job is about right now, in words a person would say. */
export function stateText(job: JobInfo): string {
  if (job.undone) return 'Undone, the file is in the trash'
  if (job.cancelling && !isOver(job)) return 'Cancelling'
  if (job.failure !== null && isBad(job)) return job.failure.message
  return job.note || (words[job.state] ?? '')
}
