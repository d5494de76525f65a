import { toIpcError } from './errors'
import type { AppEvent, Commands, Nothing } from './generated'
import type { Host } from './host'

type Heard<T extends AppEvent['type']> = (event: Extract<AppEvent, { type: T }>) => void

/** The core, typed at every call. */
export class Ipc {
  private ears = new Map<string, Set<(event: AppEvent) => void>>()

  constructor(readonly host: Host) {}

  async invoke<K extends keyof Commands>(
    name: K,
    ...args: Nothing extends Commands[K][0] ? [] : [Commands[K][0]]
  ): Promise<Commands[K][1]> {
    try {
      return (await this.host.invoke(name, args[0] ?? {})) as Commands[K][1]
    } catch (thrown) {
      throw toIpcError(thrown)
    }
  }

  /** Hears one kind of event; returns the way to stop. */
  on<T extends AppEvent['type']>(type: T, heard: Heard<T>): () => void {
    const set = this.ears.get(type) ?? new Set()
    set.add(heard as (event: AppEvent) => void)
    this.ears.set(type, set)
    return () => set.delete(heard as (event: AppEvent) => void)
  }

  /** Opens the channel. Events before this are not missed: each only says "ask again" or carries whole rows. */
  listen = (): Promise<void> => this.host.events((event) => this.ears.get(event.type)?.forEach((heard) => heard(event)))
}
