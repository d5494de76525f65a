// Runs inside the page: finds elements the way a person using a screen reader would, by role and name.

/** All visible elements with this role whose accessible name matches `name` (a regular expression as text, or null for any). */
export function findAll(role, name, flags, within) {
  const native = {
    button: 'button, summary',
    textbox: 'textarea, input:not([type]), input[type=text], input[type=password], input[type=search], input[type=url]',
    radio: 'input[type=radio]',
    switch: 'button[role=switch]',
    dialog: 'dialog[open]',
    heading: 'h1, h2, h3, h4',
    article: 'article',
    region: 'section[aria-label], section[aria-labelledby]',
    table: 'table',
    row: 'tr',
    main: 'main',
    img: 'img[alt]:not([alt=""])',
  }[role]
  const selector = [`[role~="${role}"]`, ...(native ? native.split(',').map((one) => `${one.trim()}:not([role])`) : [])].join(', ')
  const pattern = name === null ? null : new RegExp(name, flags)
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim()
  const nameOf = (element) => {
    const by = element.getAttribute('aria-labelledby')
    if (by) return tidy(by.split(/\s+/).map((one) => document.getElementById(one)?.textContent ?? '').join(' '))
    const said = element.getAttribute('aria-label')
    if (said) return tidy(said)
    if (element.labels?.length) return tidy([...element.labels].map((label) => label.textContent).join(' '))
    return tidy(element.getAttribute('alt') ?? element.innerText ?? element.textContent) || tidy(element.getAttribute('title') ?? element.getAttribute('placeholder'))
  }
  const seen = (element) => {
    // Radio buttons are drawn by their labels.
    const drawn = element.matches('input[type=radio]') ? (element.closest('label') ?? element) : element
    return drawn.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true]')
  }
  const open = [...document.querySelectorAll('dialog[open]')].at(-1)
  const root = within ?? document
  return [...root.querySelectorAll(selector)].filter((element) => {
    // Behind a modal dialog nothing can be reached, but messages still speak.
    if (open && !within && !open.contains(element) && element !== open && !element.closest('[role=status]')) return false
    return seen(element) && (pattern === null || pattern.test(nameOf(element)))
  })
}
