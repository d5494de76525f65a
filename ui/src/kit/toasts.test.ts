import { expect, it } from 'vitest'
import { Toasts } from './toasts.svelte'

const texts = (toasts: Toasts): string[] => toasts.shown.map((toast) => toast.text)

it('shows three at most, and lets information go before errors', () => {
  const toasts = new Toasts()
  toasts.error('broken')
  toasts.info('one')
  toasts.info('two')
  toasts.info('three')
  expect(texts(toasts)).toEqual(['broken', 'two', 'three'])
})

it('keeps errors until they are dismissed, and information for four seconds', () => {
  const toasts = new Toasts()
  const id = toasts.error('broken')
  toasts.info('read me')
  expect(toasts.shown.map((toast) => toast.stay)).toEqual([null, 4000])
  toasts.dismiss(id)
  expect(texts(toasts)).toEqual(['read me'])
})

it('does not say the same thing twice', () => {
  const toasts = new Toasts()
  toasts.info('Path copied')
  toasts.info('Path copied')
  expect(texts(toasts)).toEqual(['Path copied'])
})
