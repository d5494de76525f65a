/** Things tests are about, with only what matters said. */
import type { JobInfo, Photo } from '../ipc/generated'
import { Ipc } from '../ipc/client'
import { fakeHost, type FakeHost } from '../ipc/host.fake'

export function job(more: Partial<JobInfo> = {}): JobInfo {
  return {
    id: 'j1', batch: 'b1', state: 'running', operation: 'upscale', label: 'Upscale 4x', route: { provider: 'local', model: 'best' }, place: 'on this computer', title: 'cat.jpg', source: 1,
    sourceVersion: 1, outputs: [], progress: 0.4, note: '', price: { text: 'free', amount: 0 }, failure: null, remarks: [], createdAt: 1, finishedAt: null, cancelling: false, undone: false,
    ...more,
  } // prettier-ignore
}

export function photo(more: Partial<Photo> = {}): Photo {
  return {
    id: 1, name: 'cat.jpg', path: '/cats/cat.jpg', folder: 'f1', format: 'JPEG', width: 3000, height: 2000, bytes: 1, takenAt: null, modifiedAt: 1, version: 1, madeBy: null, source: null,
    siblings: 0, error: null, ...more,
  } // prettier-ignore
}

/** A core in memory; `switches` as in the address of `npm run dev`. */
export function fakeCore(switches = ''): { host: FakeHost; ipc: Ipc } {
  const host = fakeHost(new URLSearchParams(switches))
  return { host, ipc: new Ipc(host) }
}
