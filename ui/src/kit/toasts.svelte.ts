/** What was said lately: at most three, information leaves by itself, errors stay until they are dismissed. */

export interface ToastAction {
  label: string
  run: () => void
}

export interface Toast {
  id: number
  kind: 'info' | 'error'
  text: string
  hint: string
  actions: ToastAction[]
  /** Milliseconds until it leaves; `null` stays. */
  stay: number | null
}

const most = 3
const readable = 4000
/** A toast with something to press stays a little longer than one to read. */
const pressable = 8000

export class Toasts {
  shown = $state.raw<readonly Toast[]>([])
  private next = 1

  info = (text: string, actions: ToastAction[] = []): number =>
    this.add({ kind: 'info', text, hint: '', actions, stay: actions.length > 0 ? pressable : readable })

  error = (text: string, hint = '', actions: ToastAction[] = []): number => this.add({ kind: 'error', text, hint, actions, stay: null })

  dismiss = (id: number): void => {
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }

  private add(toast: Omit<Toast, 'id'>): number {
    if (toast.hint === toast.text) toast = { ...toast, hint: '' }
    const same = this.shown.find((other) => other.kind === toast.kind && other.text === toast.text && other.actions.length === 0)
    const rest = this.shown.filter((other) => other !== same)
    const id = this.next
    this.next += 1
    const all = [...rest, { ...toast, id }]
    // Information makes room for errors, the oldest first.
    while (all.length > most) {
      const info = all.findIndex((other) => other.kind === 'info' && other.id !== id)
      all.splice(info < 0 ? 0 : info, 1)
    }
    this.shown = all
    return id
  }
}
