import { render, screen } from '@testing-library/svelte'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobInfo } from '../../ipc/generated'
import { Pictures } from '../../ipc/picture'
import { fakeCore, job } from '../../test/make'
import Framed from '../../test/Framed.svelte'
import type { JobDoors } from './doors'
import JobPanel from './JobPanel.svelte'
import { JobsStore } from './jobs.svelte'

const doors = new Proxy({} as Record<keyof JobDoors, ReturnType<typeof vi.fn>>, {
  get: (all, name: keyof JobDoors) => (all[name] ??= vi.fn()),
})

function panel(...jobs: JobInfo[]): JobsStore {
  const { ipc, host } = fakeCore()
  const store = new JobsStore(ipc)
  store.all = jobs
  render(Framed, { props: { part: JobPanel, given: { jobs: store, pictures: new Pictures(host), doors, foldKeys: 'Ctrl+J' } } })
  return store
}

const press = (name: string): void => screen.getByRole('button', { name }).click()

describe('the jobs panel', () => {
  beforeEach(() => vi.clearAllMocks())

  it('says how many run and wait', () => {
    panel(job({ id: 'a', batch: 'a' }), job({ id: 'b', batch: 'b', state: 'queued' }))
    expect(screen.getByText('1 running · 1 waiting')).toBeTruthy()
  })

  it('shows where a job runs, how far it is, and cancels it', () => {
    panel(job({ progress: 0.62, note: 'about 20 s left' }))
    expect(screen.getByText(/on this computer/)).toBeTruthy()
    expect(screen.getByText('62 %')).toBeTruthy()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('62')
    press('Cancel')
    expect(doors.cancel).toHaveBeenCalledOnce()
  })

  it('explains a failure and offers the way on', () => {
    panel(job({ state: 'failed', failure: { kind: 'no_key', message: 'fal needs a key.', hint: '', detail: 'no key for fal' }, price: { text: 'not charged', amount: 0 } }))
    expect(screen.getByText('fal needs a key.')).toBeTruthy()
    press('Add key')
    press('Retry')
    press('Copy details')
    expect(doors.key).toHaveBeenCalledOnce()
    expect(doors.retry).toHaveBeenCalledOnce()
    expect(doors.copyDetails).toHaveBeenCalledOnce()
  })

  it('never sends an unsure job again without saying what that may cost', () => {
    panel(job({ state: 'unsure' }))
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
    press('Send again (may be charged twice)')
    expect(doors.sendAgain).toHaveBeenCalledOnce()
  })

  it('saves again what could not be written', () => {
    panel(job({ state: 'unsaved' }))
    press('Save again')
    expect(doors.saveAgain).toHaveBeenCalledOnce()
  })

  it('puts a batch under one summary, its failures in sight', () => {
    panel(
      job({ id: '1', state: 'done' }),
      job({ id: '2', state: 'failed', title: 'broken.jpg', failure: { kind: 'decode', message: 'The file ends early.', hint: '', detail: '' } }),
      job({ id: '3', state: 'done' }),
    )
    expect(screen.getByText('2 of 3, 1 failed')).toBeTruthy()
    expect(screen.getByText('broken.jpg')).toBeTruthy()
    expect(screen.queryByText('cat.jpg')).toBeNull()
    press('Retry 1 failed')
    expect(doors.retryFailed).toHaveBeenCalledWith('b1')
  })

  it('takes new rows from the core and drops those that left', async () => {
    const { ipc, host } = fakeCore()
    const store = new JobsStore(ipc)
    await ipc.listen()
    host.send({ type: 'jobs', jobs: [job({ id: 'a' }), job({ id: 'b' })] })
    host.send({ type: 'jobs', jobs: [job({ id: 'a', progress: 0.9 })] })
    host.send({ type: 'jobsRemoved', ids: ['b'] })
    expect(store.all.map((one) => [one.id, one.progress])).toEqual([['a', 0.9]])
  })
})
