/** What the UI needs from whatever it runs in: the Tauri shell, or the fake of `npm run dev` and the tests. */
import type { AppEvent } from './generated'

/** A folder or file dragged over the window. */
export type Drag = { kind: 'over' } | { kind: 'leave' } | { kind: 'drop'; paths: string[] }

export interface Host {
  /** Runs a command; rejects with an `ApiError` object. */
  invoke(name: string, args: unknown): Promise<unknown>
  /** Delivers every event from now on to `heard`. */
  events(heard: (event: AppEvent) => void): Promise<void>
  /** Asks for a folder; `null` when the person changed their mind. */
  pickFolder(): Promise<string | null>
  copyText(text: string): Promise<void>
  /** Drags of files from other programs. */
  drags(heard: (drag: Drag) => void): Promise<void>
  /** The URL of a picture path such as `thumb/12/1/256`; see `picture.ts`. */
  picture(path: string): string
}
