import { expect, it } from 'vitest'
import { fakeCore } from '../test/make'
import { IpcError } from './errors'
import { Pictures } from './picture'

it('throws what the core says as an error one can switch over', async () => {
  const { ipc } = fakeCore()
  const failed = await ipc.invoke('photo_family', { id: -1 }).catch((thrown: unknown) => thrown)
  expect(failed).toBeInstanceOf(IpcError)
  expect((failed as IpcError).code).toBe('notFound')
})

it('has words even when the bridge itself breaks', async () => {
  const { ipc, host } = fakeCore()
  host.invoke = () => Promise.reject(new TypeError('gone'))
  const failed = (await ipc.invoke('folders').catch((thrown: unknown) => thrown)) as IpcError
  expect(failed.code).toBe('failed')
  expect(failed.detail).toContain('gone')
})

it('hears events until it is told to stop', async () => {
  const { ipc, host } = fakeCore()
  let heard = 0
  const stop = ipc.on('viewChanged', () => (heard += 1))
  await ipc.listen()
  host.send({ type: 'viewChanged' })
  host.send({ type: 'foldersChanged' })
  stop()
  host.send({ type: 'viewChanged' })
  expect(heard).toBe(1)
})

it('builds picture addresses in one place', () => {
  const pictures = new Pictures({ picture: (path) => `media://localhost/${path}` })
  expect(pictures.thumb({ id: 12, version: 3 }, 256)).toBe('media://localhost/thumb/12/3/256')
  expect(pictures.view({ id: 12, version: 3 }, 2048)).toBe('media://localhost/view/12/3?max=2048')
  expect(pictures.view({ id: 12, version: 3 }, null)).toBe('media://localhost/view/12/3')
})
