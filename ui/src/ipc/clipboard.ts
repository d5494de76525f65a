/** Copies text, also where the webview withholds the asynchronous clipboard. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // WebKitGTK refuses writeText outside a secure page; a selection in the page itself may always be copied.
    copySelection(text)
  }
}

function copySelection(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'unseen'
  const back = document.activeElement
  const home = document.querySelector('dialog[open]') ?? document.body
  home.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (back instanceof HTMLElement) back.focus()
  if (!copied) throw new Error('The clipboard could not be reached')
}
