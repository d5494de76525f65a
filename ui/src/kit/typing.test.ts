import { expect, it } from 'vitest'
import { isTyping } from '../lib/keys'

it('knows who is typing', () => {
  expect(isTyping(document.createElement('textarea'))).toBe(true)
  expect(isTyping(Object.assign(document.createElement('input'), { type: 'password' }))).toBe(true)
  expect(isTyping(Object.assign(document.createElement('input'), { type: 'checkbox' }))).toBe(false)
  expect(isTyping(document.createElement('button'))).toBe(false)
})
