import { expect, it } from 'vitest'
import { sentence, sentences } from './words'

it('ends sentences', () => {
  expect(sentence('fal does not accept the key')).toBe('fal does not accept the key.')
  expect(sentence('Are you online?')).toBe('Are you online?')
  expect(sentence('  ')).toBe('')
})

it('says nothing twice', () => {
  expect(sentences('No key', 'No key.', null, 'Set one in Settings')).toBe('No key. Set one in Settings.')
})
