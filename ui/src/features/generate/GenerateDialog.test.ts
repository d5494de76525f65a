import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { describe, expect, it, vi } from 'vitest'
import { fakeCore } from '../../test/make'
import Framed from '../../test/Framed.svelte'
import GenerateDialog from './GenerateDialog.svelte'
import { GenerateStore, parseSeed } from './generate.svelte'

async function dialog(switches: string) {
  const { host, ipc } = fakeCore(switches)
  const generate = new GenerateStore(ipc)
  await generate.open('f3', null)
  const heard = { onclose: vi.fn(), onstarted: vi.fn(), onkey: vi.fn() }
  render(Framed, { props: { part: GenerateDialog, given: { generate, folders: host.library.infos(), fixedFolder: true, ...heard } } })
  const go = screen.getByRole<HTMLButtonElement>('button', { name: 'Generate', hidden: false })
  return { host, generate, go, ...heard }
}

const write = (text: string) => fireEvent.input(screen.getByLabelText('What it should show'), { target: { value: text } })
const sent = (host: { calls: { name: string; args: unknown }[] }) => host.calls.filter((call) => call.name === 'generate').map((call) => call.args)

describe('the generate dialog', () => {
  it('sends what was asked for and closes', async () => {
    const { host, go, onclose, onstarted } = await dialog('key')
    expect(go.disabled, 'nothing to show yet').toBe(true)
    await write('  a lighthouse  ')
    await fireEvent.input(screen.getByLabelText('Seed'), { target: { value: '42' } })
    await fireEvent.click(screen.getByLabelText('Portrait'))
    await fireEvent.click(go)
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
    expect(onstarted).toHaveBeenCalledOnce()
    expect(sent(host)).toEqual([
      { folder: 'f3', prompt: 'a lighthouse', route: { provider: 'fal', model: 'fal-ai/flux-2/klein/9b' }, aspect: 'portrait', count: 1, seed: 42, acceptPrice: false },
    ])
  })

  it('keeps its price up to date', async () => {
    await dialog('key')
    expect(screen.getByText('~$0.006')).toBeTruthy()
    await fireEvent.click(screen.getByLabelText('3'))
    await waitFor(() => expect(screen.getByText('~$0.018')).toBeTruthy())
  })

  it('explains a missing key and leads to it', async () => {
    const { go, onkey } = await dialog('')
    await write('a lighthouse')
    expect(go.disabled).toBe(true)
    expect(screen.getByText(/Needs a fal key/)).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'Add key…' }))
    expect(onkey).toHaveBeenCalledWith('fal')
  })

  it('says when a model is slow, and holds the count to what it can', async () => {
    const { generate } = await dialog('key')
    generate.change({ count: 4 })
    generate.change({ chosen: 'fal/fal-ai/recraft/v3' })
    await waitFor(() => expect(screen.getByText('This can take up to 5 minutes. You can close this and go on.')).toBeTruthy())
    expect(generate.count).toBe(1)
  })

  it('shows an error at its place and stays open', async () => {
    const { host, go, onclose } = await dialog('key')
    const invoke = host.invoke
    host.invoke = (name, args) => (name === 'generate' ? Promise.reject({ code: 'failed', message: 'fal cannot be reached.', hint: 'Are you online?', detail: '' }) : invoke(name, args))
    await write('a lighthouse')
    await fireEvent.click(go)
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('fal cannot be reached.'))
    expect(onclose).not.toHaveBeenCalled()
  })

  it('asks once more when the price is above what one wants to be asked for', async () => {
    const { host, go } = await dialog('key')
    const invoke = host.invoke
    host.invoke = (name, args) =>
      name === 'generate' && !(args as { acceptPrice: boolean }).acceptPrice ? Promise.reject({ code: 'priceNotAccepted', message: 'This costs ~$2.00.', hint: '', detail: '' }) : invoke(name, args)
    await write('a lighthouse')
    await fireEvent.click(go)
    await fireEvent.click(await screen.findByRole('button', { name: /Generate for/ }))
    await waitFor(() => expect(sent(host)).toHaveLength(1))
  })
})

it('reads seeds', () => {
  expect(parseSeed('')).toBeNull()
  expect(parseSeed(' 7 ')).toBe(7)
  expect(parseSeed('9007199254740991')).toBe(9007199254740991)
  expect(parseSeed('9007199254740993')).toBeUndefined()
  expect(parseSeed('-1')).toBeUndefined()
  expect(parseSeed('1.5')).toBeUndefined()
})
