/** Putting sentences together that others wrote. */

/** With its full stop, unless it ends with a mark already. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** Sentences in a row; empty ones, and what was just said, left out. */
export function sentences(...texts: (string | null | undefined)[]): string {
  const said: string[] = []
  for (const text of texts) {
    const next = sentence(text ?? '')
    if (next !== '' && !said.includes(next)) said.push(next)
  }
  return said.join(' ')
}
