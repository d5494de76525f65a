import { describe, expect, it } from 'vitest'
import { chordText, presses, type Pressed } from './keys'

const press = (more: Partial<Pressed>): Pressed => ({ code: '', key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more })

describe('chords', () => {
  it('know letters by their place, whatever the layout types there', () => {
    const russian = press({ code: 'KeyU', key: 'г', ctrlKey: true })
    expect(presses(russian, 'mod+KeyU')).toBe(true)
  })

  it('need exactly their modifiers', () => {
    const event = press({ code: 'KeyU', key: 'u', ctrlKey: true, shiftKey: true })
    expect(presses(event, 'mod+KeyU')).toBe(false)
    expect(presses(event, 'mod+Shift+KeyU')).toBe(true)
    expect(presses(press({ code: 'KeyC', key: 'c' }), 'KeyC')).toBe(true)
    expect(presses(press({ code: 'KeyC', key: 'c', ctrlKey: true }), 'KeyC')).toBe(false)
  })

  it('let a sign say itself whether Shift is needed', () => {
    expect(presses(press({ key: '?', code: 'Slash', shiftKey: true }), '?')).toBe(true)
    expect(presses(press({ key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }), 'mod++')).toBe(true)
    expect(presses(press({ key: '=', code: 'Equal', ctrlKey: true }), 'mod+=')).toBe(true)
    expect(presses(press({ key: ',', code: 'Comma', ctrlKey: true }), 'mod+,')).toBe(true)
  })

  it('take Cmd for Ctrl on a Mac', () => {
    const event = press({ code: 'KeyA', key: 'a', metaKey: true })
    expect(presses(event, 'mod+KeyA', true)).toBe(true)
    expect(presses(event, 'mod+KeyA', false)).toBe(false)
  })

  it('read as people write them', () => {
    expect(chordText('mod+Shift+KeyE')).toBe('Ctrl+Shift+E')
    expect(chordText('mod+Shift+KeyE', true)).toBe('⇧⌘E')
    expect(chordText('mod+Digit0')).toBe('Ctrl+0')
    expect(chordText('Delete')).toBe('Del')
    expect(chordText('ArrowLeft')).toBe('←')
  })
})
