/** What a tile says of its photo. */
import type { JobInfo, Photo } from '../../ipc/generated'
import { counted, size } from '../../lib/format'
import type { Work } from './cell'

const made: Record<string, string> = { upscale: 'Upscaled', enhance: 'Enhanced', generate: 'Generated' }

/** `4x`, `Enhanced`; empty for a photo nobody made. */
export function markOf(photo: Photo | undefined): string {
  if (!photo?.madeBy) return ''
  const scale = photo.madeBy === 'upscale' ? /_upscaled_(\d)x/.exec(photo.name)?.[1] : undefined
  return scale === undefined ? (made[photo.madeBy] ?? photo.madeBy) : `${scale}x`
}

/** What is read out, and shown as its tooltip. */
export function labelOf(photo: Photo | undefined, index: number): string {
  if (photo === undefined) return `Photo ${index + 1}`
  const parts = [photo.name]
  if (photo.error !== null) parts.push(photo.error)
  else if (photo.width > 0) parts.push(size(photo.width, photo.height))
  if (photo.madeBy) parts.push(markOf(photo))
  if (photo.siblings > 0) parts.push(counted(photo.siblings, 'result'))
  return parts.join(', ')
}

const reasons = new WeakMap<Photo, { format: string; reason: string }>()

/** Why a photo cannot be shown; the same object for the same photo, so that its tile is not drawn anew. */
export function reasonOf(photo: Photo): { format: string; reason: string } {
  const known = reasons.get(photo)
  if (known) return known
  const reason = { format: photo.format || (photo.name.split('.').pop() ?? '').toUpperCase(), reason: photo.error ?? '' }
  reasons.set(photo, reason)
  return reason
}

/** A running job as its source's tile shows it. */
export function workOf(job: JobInfo): Work {
  const waiting = job.state === 'queued'
  return { word: waiting ? 'Waiting' : job.label, progress: waiting ? 0 : job.progress, note: waiting ? '' : job.note }
}
