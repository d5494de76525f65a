/** Every picture URL is built here. The version changes with the file, so pictures may be cached for ever. */
import type { Host } from './host'

export interface Pictured {
  id: number
  version: number
}

/** Longest sides of the thumbnails the core keeps. */
export type ThumbSize = 256 | 512

export class Pictures {
  constructor(private host: Pick<Host, 'picture'>) {}

  thumb = ({ id, version }: Pictured, size: ThumbSize): string => this.host.picture(`thumb/${id}/${version}/${size}`)

  /** Upright and colour-managed; `max` bounds the longest side, without it every pixel comes. */
  view = ({ id, version }: Pictured, max: number | null): string =>
    this.host.picture(`view/${id}/${version}${max === null ? '' : `?max=${max}`}`)
}
