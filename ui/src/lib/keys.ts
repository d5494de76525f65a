/** Keys: chords as text (`mod+Shift+KeyE`), matched by physical key for letters so that other layouts work. */

export interface Pressed {
  code: string
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** `mod` is Cmd here. */
export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)

/**
 * Does the event press this chord? A chord is modifiers and one name, joined by `+`: `KeyA` and `Digit0` are physical keys; anything else
 * (`Enter`, `?`, `,`, `=`) is what the key types, and a typed sign says itself whether Shift is needed.
 */
export function presses(event: Pressed, chord: string, mac = false): boolean {
  const parts = chord.split('+').filter((part) => part !== '')
  const name = chord.endsWith('++') || chord === '+' ? '+' : (parts.pop() ?? '')
  const mod = parts.includes('mod')
  const shift = parts.includes('Shift')
  const alt = parts.includes('Alt')
  if ((mac ? event.metaKey : event.ctrlKey) !== mod) return false
  if ((mac ? event.ctrlKey : event.metaKey) !== false) return false
  if (event.altKey !== alt) return false
  const physical = /^(Key[A-Z]|Digit\d|Backslash)$/.test(name)
  const sign = !physical && name.length === 1
  if (!sign && event.shiftKey !== shift) return false
  return physical ? event.code === name : event.key === name
}

const signs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Backslash: '\\',
  ' ': 'Space',
  '-': '−',
}

/** The chord as a menu shows it: `Ctrl+Shift+E`, `⇧⌘E`. */
export function chordText(chord: string, mac = false): string {
  const parts = chord.split('+').filter((part) => part !== '')
  const name = parts.pop() ?? ''
  const key = signs[name] ?? name.replace(/^(Key|Digit)/, '')
  const has = (part: string): boolean => parts.includes(part)
  if (mac) return `${has('Alt') ? '⌥' : ''}${has('Shift') ? '⇧' : ''}${has('mod') ? '⌘' : ''}${key}`
  return `${has('mod') ? 'Ctrl+' : ''}${has('Alt') ? 'Alt+' : ''}${has('Shift') ? 'Shift+' : ''}${key}`
}

/** Text is being typed: single keys belong to the field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
}
