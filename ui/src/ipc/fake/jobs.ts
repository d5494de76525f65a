/** The fake's engine: jobs that wait, run, fail and end, on a clock. */
import type { AppEvent, JobInfo, OperationArgs, RouteRef, Started } from '../generated'
import type { FakeLibrary, FakePhoto } from './library'
import { offersFor } from './routes'

const running = 2

export class FakeJobs {
  all: JobInfo[] = []
  private next = 1
  private timer: ReturnType<typeof setInterval> | null = null

  constructor(
    private library: FakeLibrary,
    private tell: (event: AppEvent) => void,
    private pace: number,
  ) {}

  start(operation: OperationArgs, photos: number[], route: RouteRef, label: string): Started {
    const batch = `b${this.next}`
    const skipped: Started['skipped'] = []
    const jobs = photos.flatMap((id) => {
      const photo = this.library.find(id)
      if (!photo || photo.error !== null) {
        skipped.push({ name: photo?.name ?? '', reason: photo?.error ?? 'It is gone.' })
        return []
      }
      return [this.make(batch, operation.kind, label, route, photo.name, photo, offersFor(operation, true).find((offer) => offer.route.model === route.model)?.price.text ?? 'free')]
    })
    return this.enqueue(batch, jobs, skipped)
  }

  generate(prompt: string, route: RouteRef, count: number, folder: string, ratio: number): Started {
    const batch = `b${this.next}`
    const jobs = Array.from({ length: count }, () => ({ ...this.make(batch, 'generate', 'Generate image', route, prompt, null, '~$0.02'), folder, ratio }))
    return this.enqueue(batch, jobs, [])
  }

  private make(batch: string, operation: string, label: string, route: RouteRef, title: string, source: FakePhoto | null, price: string): JobInfo {
    const id = `j${this.next}`
    this.next += 1
    return {
      id, batch, state: 'queued', operation, label, route, place: route.provider === 'local' ? 'on this computer' : route.provider, title, source: source?.id ?? null,
      sourceVersion: source?.version ?? 0, outputs: [], progress: 0, note: '', price: { text: price, amount: null }, failure: null, remarks: [], createdAt: Date.now() + this.next, finishedAt: null,
      cancelling: false, undone: false,
    } // prettier-ignore
  }

  private enqueue(batch: string, jobs: JobInfo[], skipped: Started['skipped']): Started {
    this.all = [...jobs, ...this.all]
    this.tell({ type: 'jobs', jobs })
    this.timer ??= setInterval(() => this.step(), this.pace)
    return { batch, jobs: jobs.map((job) => job.id), skipped }
  }

  /** Time passes. */
  step(): void {
    const active = this.all.filter((job) => job.state === 'running' || job.state === 'queued').toReversed()
    if (active.length === 0) {
      if (this.timer !== null) clearInterval(this.timer)
      this.timer = null
      return
    }
    for (const job of active.filter((other) => other.state === 'running').concat(active.filter((other) => other.state === 'queued')).slice(0, running)) {
      const progress = Math.min(1, (job.progress ?? 0) + 0.07)
      if (progress >= 1) this.finish(job)
      else this.put({ ...job, state: 'running', progress, note: job.route.provider === 'local' ? `about ${Math.ceil((1 - progress) * 30)} s left` : progress < 0.3 ? '3rd in line' : '' })
    }
  }

  put(job: JobInfo): void {
    this.all = this.all.map((other) => (other.id === job.id ? job : other))
    this.tell({ type: 'jobs', jobs: [job] })
  }

  private finish(job: JobInfo): void {
    const source = job.source === null ? null : this.library.find(job.source)
    if (job.route.model === 'clarity-upscaler') {
      this.put({
        ...job, state: 'failed', progress: null, note: '', finishedAt: Date.now(), price: { text: 'not charged', amount: 0 },
        failure: { kind: 'out_of_credit', message: 'Out of credit. Nothing was lost.', hint: 'Add credit at fal, then retry.', detail: 'fal: 403 exhausted balance, request 8c1f' },
      }) // prettier-ignore
    } else {
      const made = source
        ? this.library.adopt(source, job.operation === 'upscale' ? 'upscale' : 'enhance', Number(/(\d)x/.exec(job.label)?.[1] ?? 1))
        : this.library.generated((job as JobInfo & { folder: string }).folder, job.title, (job as JobInfo & { ratio: number }).ratio)
      this.put({
        ...job, state: 'done', progress: 1, note: '', finishedAt: Date.now(),
        outputs: [{ name: made.name, path: made.path, photo: made.id, version: made.version, width: made.width, height: made.height }],
      }) // prettier-ignore
      this.tell({ type: 'viewChanged' })
      this.tell({ type: 'foldersChanged' })
    }
    this.sum(job.batch)
  }

  private sum(batch: string): void {
    const jobs = this.all.filter((job) => job.batch === batch)
    if (!jobs.every((job) => ['done', 'failed', 'cancelled'].includes(job.state))) return
    const done = jobs.filter((job) => job.state === 'done')
    const output = done[0]?.outputs[0]
    const verb = jobs[0]?.operation === 'upscale' ? 'Upscaled' : jobs[0]?.operation === 'enhance' ? 'Enhanced' : 'Generated'
    const failed = jobs.filter((job) => job.state === 'failed')
    this.tell({
      type: 'batchDone',
      summary: {
        batch, operation: jobs[0]?.operation ?? '', done: done.length, failed: failed.length, cancelled: jobs.length - done.length - failed.length, price: 'free',
        text: jobs.length === 1 && output ? `${verb} to ${output.width.toLocaleString('en-US')} × ${output.height.toLocaleString('en-US')}` : `${done.length} of ${jobs.length} ${verb.toLowerCase()}`,
        first: output?.photo ?? null, comparable: (jobs[0]?.source ?? null) !== null, failure: failed[0]?.failure?.message ?? null,
      },
    }) // prettier-ignore
  }

  cancel(match: (job: JobInfo) => boolean): void {
    for (const job of this.all) {
      if (match(job) && ['queued', 'running', 'unsure'].includes(job.state)) this.put({ ...job, state: 'cancelled', finishedAt: Date.now(), note: '' })
    }
  }

  undo(match: (job: JobInfo) => boolean): void {
    for (const job of this.all) {
      if (!match(job) || job.state !== 'done' || job.undone) continue
      const ids = new Set(job.outputs.map((output) => output.photo))
      this.library.photos = this.library.photos.filter((photo) => !ids.has(photo.id))
      this.put({ ...job, undone: true })
    }
    this.tell({ type: 'viewChanged' })
  }

  retry(id: string): void {
    const job = this.all.find((other) => other.id === id)
    if (!job) return
    this.put({ ...job, state: 'queued', failure: null, progress: 0, route: { provider: job.route.provider, model: 'esrgan' } })
    this.timer ??= setInterval(() => this.step(), this.pace)
  }

  clear(): void {
    const ids = this.all.filter((job) => ['done', 'failed', 'cancelled'].includes(job.state)).map((job) => job.id)
    this.all = this.all.filter((job) => !ids.includes(job.id))
    this.tell({ type: 'jobsRemoved', ids })
  }
}
