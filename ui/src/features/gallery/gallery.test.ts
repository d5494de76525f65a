import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCore, photo } from '../../test/make'
import { only, toggled } from '../../lib/selection'
import { GalleryStore } from './gallery.svelte'
import { markOf } from './look'

async function opened() {
  const { host, ipc } = fakeCore()
  const report = vi.fn()
  const gallery = new GalleryStore(ipc, report)
  await ipc.listen()
  await gallery.open({ kind: 'folder', folder: 'f2' })
  return { host, gallery, report }
}

describe('the gallery', () => {
  beforeEach(() => vi.useRealTimers())

  it('shows a folder as columns', async () => {
    const { gallery } = await opened()
    expect(gallery.count).toBe(40)
    expect(gallery.columns.ratios).toHaveLength(40)
    expect(gallery.columns.indexOf(gallery.columns.ids[7] ?? 0)).toBe(7)
    expect(gallery.columns.indexOf(-5)).toBe(-1)
  })

  it('keeps the selection and the focus when photos come and go', async () => {
    const { host, gallery } = await opened()
    const [a, b, c] = gallery.columns.ids
    gallery.select(toggled(only(a ?? 0), b ?? 0))
    gallery.focusOn(2)
    host.library.photos = host.library.photos.filter((one) => one.id !== a)
    host.send({ type: 'viewChanged' })
    await vi.waitFor(() => expect(gallery.count).toBe(39))
    expect([...gallery.selection.ids]).toEqual([b])
    expect(gallery.focusedId).toBe(c)
  })

  it('moves the focus to the next photo when the focused one goes', async () => {
    const { host, gallery } = await opened()
    gallery.focusOn(3)
    const next = gallery.columns.ids[4]
    host.library.photos = host.library.photos.filter((one) => one.id !== gallery.columns.ids[3])
    await gallery.reload()
    expect(gallery.focusedId).toBe(next)
  })

  it('adds up what is selected', async () => {
    const { host, gallery } = await opened()
    const [a, b] = gallery.columns.ids
    gallery.select(toggled(only(a ?? 0), b ?? 0))
    const bytes = (host.library.find(a ?? 0)?.bytes ?? 0) + (host.library.find(b ?? 0)?.bytes ?? 0)
    await vi.waitFor(() => expect(gallery.selectedBytes).toBe(bytes))
  })

  it('tells the core what is in sight, at once and again at the end', async () => {
    vi.useFakeTimers()
    const { host, gallery } = await opened()
    gallery.inSight([1])
    gallery.inSight([2])
    gallery.inSight([3])
    await vi.advanceTimersByTimeAsync(200)
    expect(host.calls.filter((call) => call.name === 'photos_wanted').map((call) => call.args)).toEqual([{ ids: [1] }, { ids: [3] }])
  })

  it('says why it cannot be shown', async () => {
    const { ipc, host } = fakeCore()
    host.invoke = () => Promise.reject({ code: 'failed', message: 'The library cannot be read.', hint: '', detail: '' })
    const gallery = new GalleryStore(ipc, vi.fn())
    await gallery.open({ kind: 'all', folder: null })
    expect(gallery.ready).toBe(true)
    expect(gallery.error?.message).toBe('The library cannot be read.')
  })

  it('brings new results into sight when it is asked to', async () => {
    const { gallery } = await opened()
    const id = gallery.columns.ids[9] ?? 0
    gallery.welcome([id], false)
    expect(gallery.fresh.has(id)).toBe(true)
    expect(gallery.reveal).toBeNull()
    gallery.welcome([id], true)
    expect(gallery.reveal).toEqual({ index: 9 })
    gallery.seen(id)
    expect(gallery.fresh.size).toBe(0)
  })
})

it('marks what was made', () => {
  expect(markOf(photo({ madeBy: 'upscale', name: 'cat_upscaled_4x-2.jpg' }))).toBe('4x')
  expect(markOf(photo({ madeBy: 'upscale', name: 'renamed.jpg' }))).toBe('Upscaled')
  expect(markOf(photo({ madeBy: 'enhance' }))).toBe('Enhanced')
  expect(markOf(photo())).toBe('')
})
