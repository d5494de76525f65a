import { describe, expect, it } from 'vitest'
import { job } from '../../test/make'
import { batches, canCompare, canUndo, headline, modelText, progressOf, stateText, summary } from './groups'

const batchOf = (...states: Parameters<typeof job>[0][]) => ({ id: 'b1', jobs: states.map((state, i) => job({ id: `j${i}`, ...state })) })

describe('jobs in the panel', () => {
  it('stand in batches, the newest first', () => {
    const list = batches([job({ id: 'a', batch: 'old', createdAt: 1 }), job({ id: 'b', batch: 'new', createdAt: 5 }), job({ id: 'c', batch: 'old', createdAt: 2 })])
    expect(list.map((batch) => batch.id)).toEqual(['new', 'old'])
    expect(list[1]?.jobs.map((one) => one.id)).toEqual(['a', 'c'])
  })

  it('put what runs or needs someone before what waits', () => {
    const [batch] = batches([job({ id: 'w', state: 'queued' }), job({ id: 'd', state: 'done' }), job({ id: 'u', state: 'unsure' }), job({ id: 'r', state: 'uploading' })])
    expect(batch?.jobs.map((one) => one.id)).toEqual(['r', 'u', 'w', 'd'])
  })

  it('are summed up in one line', () => {
    expect(headline([job(), job({ state: 'queued' }), job({ state: 'queued' }), job({ state: 'unsaved' }), job({ state: 'done' })])).toBe('1 running · 2 waiting · 1 needs you')
    expect(headline([job({ state: 'done' })])).toBe('')
    expect(summary(batchOf({ state: 'done' }, { state: 'done' }, { state: 'done' }, { state: 'failed' }, { state: 'running' }))).toBe('3 of 5, 1 failed')
    expect(summary(batchOf({ state: 'done' }, { state: 'done' }))).toBe('all 2 done')
  })

  it('add their progress up', () => {
    expect(progressOf(batchOf({ state: 'done' }, { state: 'running', progress: 0.5 }, { state: 'queued', progress: null }, { state: 'failed' }))).toBeCloseTo(2.5 / 4)
  })

  it('compare only results that are there', () => {
    const output = { name: 'a', path: '/a', photo: 9, version: 1, width: 2, height: 2 }
    expect(canCompare(job({ state: 'done', outputs: [output] }))).toBe(true)
    expect(canCompare(job({ state: 'done', outputs: [{ ...output, photo: null }] }))).toBe(false)
    expect(canCompare(job({ state: 'done', outputs: [] }))).toBe(false)
    expect(canCompare(job({ state: 'done', outputs: [output], source: null }))).toBe(false)
    expect(canUndo(job({ state: 'done', outputs: [output], undone: true }))).toBe(false)
  })

  it('name their model', () => {
    expect(modelText(job())).toBe('best')
    expect(modelText(job({ route: { provider: 'fal', model: 'fal-ai/esrgan' } }))).toBe('esrgan')
    expect(modelText(job({ operation: 'enhance', route: { provider: 'local', model: 'enhance' } }))).toBe('')
  })

  it('say what is the matter in words', () => {
    expect(stateText(job({ note: '3rd in line' }))).toBe('3rd in line')
    expect(stateText(job({ state: 'uploading' }))).toBe('Uploading')
    expect(stateText(job({ state: 'failed', failure: { kind: 'out_of_credit', message: 'Out of credit. Nothing was lost.', hint: '', detail: '' } }))).toBe('Out of credit. Nothing was lost.')
    expect(stateText(job({ cancelling: true }))).toBe('Cancelling')
  })
})
