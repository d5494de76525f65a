import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../App.svelte'
import { fakeCore } from '../test/make'

/** The whole window on a core in memory. jsdom lays nothing out, so the grid is told its size. */
async function windowOn(switches: string) {
  const { host } = fakeCore(switches)
  render(App, { host })
  await screen.findByRole('grid')
  await waitFor(() => expect(screen.getAllByRole('gridcell').length).toBeGreaterThan(5))
  const tile = (n: number): HTMLElement => screen.getAllByRole('gridcell')[n]!
  const asked = (name: string): unknown[] => host.calls.filter((call) => call.name === name).map((call) => call.args)
  return { host, tile, asked }
}

const press = (tile: HTMLElement, more: PointerEventInit = {}) => fireEvent.pointerDown(tile, { button: 0, ...more })
const selected = (): number => screen.getAllByRole('gridcell', { selected: true }).length

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1024)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(700)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private heard: (entries: unknown[]) => void) {}
      observe(): void {
        this.heard([])
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the window', () => {
  it('selects by click, Ctrl and Shift, and by keys', async () => {
    const { tile } = await windowOn('folder=f2')
    await press(tile(1))
    expect(selected()).toBe(1)
    await press(tile(3), { ctrlKey: true })
    expect(selected()).toBe(2)
    await press(tile(5), { shiftKey: true })
    expect(selected()).toBe(3)
    await fireEvent.keyDown(tile(5), { key: 'ArrowRight', shiftKey: true })
    expect(selected()).toBe(4)
    await fireEvent.keyDown(window, { key: 'a', code: 'KeyA', ctrlKey: true })
    expect(screen.getByText('40 selected')).toBeTruthy()
    await fireEvent.keyDown(window, { key: 'Escape' })
    expect(screen.queryAllByRole('gridcell', { selected: true })).toHaveLength(0)
  })

  it('offers what can be done with a photo at a right click, with its price', async () => {
    const { tile, asked } = await windowOn('folder=f2')
    await fireEvent.contextMenu(tile(2), { clientX: 300, clientY: 200 })
    const menu = await screen.findByRole('menu')
    const names = within(menu).getAllByRole('menuitem').map((item) => item.querySelector('.menu-label')?.textContent)
    expect(names).toEqual(['Open', 'Upscale', 'Enhance', 'Generate image here…', 'Show in folder', 'Copy path', 'Move to trash'])
    expect(selected(), 'an unselected photo is selected first').toBe(1)
    await waitFor(() => expect(within(menu).getByRole('menuitem', { name: /Enhance/ }).textContent).toContain('free'))
    await fireEvent.click(within(menu).getByRole('menuitem', { name: /Enhance/ }))
    await waitFor(() => expect(asked('jobs_start')).toHaveLength(1))
    expect(asked('jobs_start')[0]).toMatchObject({ operation: { kind: 'enhance' }, route: null, acceptPrice: false })
  })

  it('keeps the selection under a right click on it, and plans for all', async () => {
    const { tile, asked } = await windowOn('folder=f2')
    await press(tile(1))
    await press(tile(3), { shiftKey: true })
    await fireEvent.contextMenu(tile(2), { clientX: 300, clientY: 200 })
    await fireEvent.click(await screen.findByRole('menuitem', { name: /Upscale 3 photos…/ }))
    const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Start 3 jobs' })
    expect(asked('jobs_start'), 'nothing runs before the plan is agreed to').toHaveLength(0)
    await fireEvent.click(start)
    await waitFor(() => expect(asked('jobs_start')).toHaveLength(1))
    expect(await screen.findByText(/3 photos/)).toBeTruthy()
  })

  it('answers Shift+F10 at the focused photo', async () => {
    const { tile } = await windowOn('folder=f2')
    await press(tile(0))
    await fireEvent.keyDown(tile(0), { key: 'F10', shiftKey: true })
    expect(await screen.findByRole('menu')).toBeTruthy()
  })

  it('moves to the trash and puts back', async () => {
    const { tile, asked } = await windowOn('folder=f2')
    await press(tile(0))
    await fireEvent.keyDown(window, { key: 'Delete', code: 'Delete' })
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(asked('photos_restore')).toEqual([{ token: 't1' }]))
  })

  it('opens the viewer and leaves it again', async () => {
    const { tile } = await windowOn('folder=f2')
    await fireEvent.dblClick(tile(1))
    const viewer = await screen.findByRole('region', { name: 'Viewer' })
    await waitFor(() => expect(within(viewer).getByText('2 of 40')).toBeTruthy())
    await fireEvent.keyDown(viewer, { key: 'ArrowRight', code: 'ArrowRight' })
    await waitFor(() => expect(within(viewer).getByText('3 of 40')).toBeTruthy())
    await fireEvent.keyDown(viewer, { key: 'Escape', code: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Viewer' })).toBeNull())
  })

  it('says what a failed command said', async () => {
    const { host, tile } = await windowOn('folder=f2')
    const invoke = host.invoke
    host.invoke = (name, args) => (name === 'jobs_start' ? Promise.reject({ code: 'failed', message: 'The file is gone.', hint: 'Look again.', detail: 'ENOENT' }) : invoke(name, args))
    await press(tile(0))
    await fireEvent.keyDown(window, { key: 'u', code: 'KeyU', ctrlKey: true })
    expect(await screen.findByText(/The file is gone\./)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy details' })).toBeTruthy()
  })

  it('asks for the price to be accepted before it runs', async () => {
    const { host, tile } = await windowOn('folder=f2&key')
    const invoke = host.invoke
    host.invoke = (name, args) =>
      name === 'jobs_start' && !(args as { acceptPrice: boolean }).acceptPrice ? Promise.reject({ code: 'priceNotAccepted', message: 'This costs ~$2.00.', hint: '', detail: '' }) : invoke(name, args)
    await press(tile(0))
    await fireEvent.keyDown(window, { key: 'u', code: 'KeyU', ctrlKey: true })
    expect(await screen.findByRole('button', { name: 'Start 1 job' })).toBeTruthy()
  })
})

describe('the first start', () => {
  it('has two doors', async () => {
    const { host } = fakeCore('first')
    render(App, { host })
    await fireEvent.click(await screen.findByRole('button', { name: 'Try with sample pictures' }))
    await waitFor(() => expect(screen.getAllByRole('gridcell').length).toBeGreaterThan(5))
    expect(host.calls.some((call) => call.name === 'samples_add')).toBe(true)
  })

  it('takes a folder that is dropped on the window', async () => {
    const { host } = fakeCore('first')
    render(App, { host })
    await screen.findByRole('button', { name: 'Choose a folder' })
    host.drag({ kind: 'over' })
    expect(await screen.findByText('Drop to add this folder')).toBeTruthy()
    host.drag({ kind: 'drop', paths: ['/home/anna/Dropped'] })
    expect(await screen.findByRole('heading', { name: 'Dropped' })).toBeTruthy()
  })
})
