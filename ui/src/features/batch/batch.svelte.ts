import type { Ipc } from '../../ipc/client'
import { toIpcError, type IpcError } from '../../ipc/errors'
import type { OperationArgs, Plan, RouteOffer, RouteRef, Started } from '../../ipc/generated'
import { latest } from '../../lib/later'
import { sameRoute } from '../../lib/route'

export interface Draft {
  operation: OperationArgs
  photos: readonly number[]
  route: RouteRef | null
}

/** What a batch would do, before it runs. */
export class PlanStore {
  draft = $state.raw<Draft>({ operation: { kind: 'enhance' }, photos: [], route: null })
  plan = $state.raw<Plan | null>(null)
  offers = $state.raw<readonly RouteOffer[]>([])
  error = $state.raw<IpcError | null>(null)
  /** The plan shown is of an earlier draft. */
  stale = $state(true)
  starting = $state(false)

  readonly runs = $derived(this.plan?.rows.filter((row) => row.skip === null).length ?? 0)
  readonly ready = $derived(!this.stale && !this.starting && this.plan !== null && this.plan.offer.available && this.runs > 0)

  constructor(
    private ipc: Ipc,
    draft: Draft,
  ) {
    this.draft = draft
    void this.ask()
  }

  change(change: Partial<Pick<Draft, 'operation' | 'route'>>): void {
    this.draft = { ...this.draft, ...change }
    void this.ask()
  }

  private ask = latest(async () => {
    this.stale = true
    const draft = this.draft
    const { operation, route } = draft
    const photos = [...draft.photos]
    try {
      const [plan, routes] = await Promise.all([
        this.ipc.invoke('plan', { operation, photos, route }),
        this.ipc.invoke('routes', { operation, photos }),
      ])
      if (draft !== this.draft) return
      this.plan = plan
      this.offers = routes.offers
      this.error = null
      this.stale = false
    } catch (thrown) {
      if (draft === this.draft) this.error = toIpcError(thrown)
    }
  })

  /** The way the plan goes: chosen, or the default. */
  get route(): RouteRef | null {
    return this.draft.route ?? this.plan?.offer.route ?? null
  }

  isChosen = (offer: RouteOffer): boolean => sameRoute(offer.route, this.route)

  /** Starts what is shown: seeing the price and pressing Start is the consent. */
  async start(): Promise<Started | null> {
    const { operation, photos } = this.draft
    this.starting = true
    try {
      return await this.ipc.invoke('jobs_start', { operation, photos: [...photos], route: this.route, acceptPrice: true })
    } catch (thrown) {
      this.error = toIpcError(thrown)
      return null
    } finally {
      this.starting = false
    }
  }
}
