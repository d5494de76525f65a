import type { Ipc } from '../../ipc/client'
import { toIpcError, type IpcError } from '../../ipc/errors'
import type { ModelCard, PriceTag, RouteRef, Started } from '../../ipc/generated'
import { latest } from '../../lib/later'
import { routeKey } from '../../lib/route'

/** The largest seed JavaScript and JSON can say. */
const largestSeed = Number.MAX_SAFE_INTEGER

/** What to make, with which model, for how much. It lives as long as the window: a prompt is not lost by closing the dialog. */
export class GenerateStore {
  prompt = $state('')
  aspect = $state('landscape')
  count = $state(1)
  /** As typed; empty is a new one each time. */
  seed = $state('')
  folder = $state<string | null>(null)
  models = $state.raw<readonly ModelCard[]>([])
  chosen = $state<string | null>(null)
  quote = $state.raw<PriceTag | null>(null)
  /** Above the sum one wants to be asked for: the next press accepts it. */
  mustAccept = $state(false)
  error = $state.raw<IpcError | null>(null)
  sending = $state(false)

  readonly model = $derived(this.models.find((model) => routeKey(model.route) === this.chosen) ?? this.models[0] ?? null)
  readonly seedWrong = $derived(this.seed.trim() !== '' && parseSeed(this.seed) === undefined)
  readonly ready = $derived(
    this.prompt.trim() !== '' && this.model !== null && this.model.available && this.folder !== null && !this.seedWrong && !this.sending,
  )

  constructor(private ipc: Ipc) {}

  /** The dialog opens: keys may have come, prices changed. */
  async open(folder: string | null, preferred: RouteRef | null): Promise<void> {
    this.folder = folder ?? this.folder
    this.error = null
    this.mustAccept = false
    try {
      this.models = (await this.ipc.invoke('models')).models
      if (this.chosen === null && preferred !== null) this.chosen = routeKey(preferred)
      await this.ask()
    } catch (thrown) {
      this.error = toIpcError(thrown)
    }
  }

  change(change: Partial<Pick<GenerateStore, 'aspect' | 'count' | 'chosen'>>): void {
    Object.assign(this, change)
    this.count = Math.max(1, Math.min(this.count, this.model?.maxCount ?? 4))
    this.mustAccept = false
    void this.ask()
  }

  private ask = latest(async () => {
    const model = this.model
    if (model === null) return
    try {
      this.quote = await this.ipc.invoke('generate_quote', { route: model.route, aspect: this.aspect, count: this.count })
    } catch (thrown) {
      this.quote = null
      this.error = toIpcError(thrown)
    }
  })

  async send(): Promise<Started | null> {
    const model = this.model
    if (model === null || this.folder === null) return null
    this.sending = true
    this.error = null
    try {
      const started = await this.ipc.invoke('generate', {
        folder: this.folder,
        prompt: this.prompt.trim(),
        route: model.route,
        aspect: this.aspect,
        count: this.count,
        seed: model.seed ? (parseSeed(this.seed) ?? null) : null,
        acceptPrice: this.mustAccept,
      })
      this.mustAccept = false
      return started
    } catch (thrown) {
      const error = toIpcError(thrown)
      if (error.code === 'priceNotAccepted') this.mustAccept = true
      this.error = error
      return null
    } finally {
      this.sending = false
    }
  }
}

/** A whole number, `null` for none, `undefined` for what is no seed. */
export function parseSeed(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (!/^\d+$/.test(trimmed)) return undefined
  const seed = Number(trimmed)
  return seed <= largestSeed ? seed : undefined
}
