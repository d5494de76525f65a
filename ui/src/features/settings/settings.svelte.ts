import type { Ipc } from '../../ipc/client'
import type { KeyTest, ModelCard, Page, ProviderInfo, RouteOffer, Settings } from '../../ipc/generated'
import { latest } from '../../lib/later'

const defaults: Settings = {
  theme: 'dark',
  rowHeight: 172,
  order: { key: 'date', descending: true },
  deep: true,
  jobsPanel: false,
  jobsAtOnce: 4,
  stripPrivate: true,
  notifications: true,
  askAbove: 1,
  scale: 4,
  upscaleRoute: null,
  enhanceRoute: null,
  generateRoute: null,
}

/** What the user chose, and the providers with their keys. */
export class SettingsStore {
  now = $state.raw<Settings>(defaults)
  providers = $state.raw<readonly ProviderInfo[]>([])

  constructor(
    private ipc: Ipc,
    private report: (error: unknown) => void,
  ) {
    ipc.on('settingsChanged', () => {
      this.load().catch(this.report)
    })
  }

  load = async (): Promise<void> => {
    const [settings, { providers }] = await Promise.all([this.ipc.invoke('settings'), this.ipc.invoke('providers')])
    if (!this.unsent) this.now = settings
    this.providers = providers
  }

  private unsent = false
  private send = latest(async () => {
    const sent = this.now
    try {
      const kept = await this.ipc.invoke('settings_set', sent)
      // A change made meanwhile is sent next.
      if (this.now !== sent) return
      this.now = kept
    } catch (error) {
      this.report(error)
    }
    this.unsent = false
  })

  /** Shown at once, kept soon after: a slider sends many. */
  set = (change: Partial<Settings>): void => {
    this.now = { ...this.now, ...change }
    this.unsent = true
    void this.send()
  }

  /** The ways to do an operation, whatever the photo. */
  offers = async (kind: 'upscale' | 'enhance'): Promise<RouteOffer[]> =>
    (await this.ipc.invoke('routes', { operation: kind === 'upscale' ? { kind, scale: this.scale } : { kind }, photos: [] })).offers

  models = async (): Promise<ModelCard[]> => (await this.ipc.invoke('models')).models

  get scale(): 2 | 4 | 8 {
    const { scale } = this.now
    return scale === 2 || scale === 8 ? scale : 4
  }

  setKey = async (provider: string, key: string): Promise<void> => {
    this.providers = (await this.ipc.invoke('key_set', { provider, key })).providers
  }

  removeKey = async (provider: string): Promise<void> => {
    this.providers = (await this.ipc.invoke('key_remove', { provider })).providers
  }

  openPage = (provider: string, page: Page) => this.ipc.invoke('page_open', { provider, page })

  testKey = (provider: string, key: string | null): Promise<KeyTest> => this.ipc.invoke('key_test', { provider, key })
}
