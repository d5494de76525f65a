import type { IconName } from './icons'

/** A menu as data: the registry of actions fills it, the kit draws it. */
export type MenuEntry =
  | { kind: 'item'; id: string; label: string; icon?: IconName; hint?: string; small?: string; disabled?: boolean; dim?: boolean; danger?: boolean; checked?: boolean; run: () => void }
  | { kind: 'sub'; id: string; label: string; icon?: IconName; hint?: string; entries: MenuEntry[] }
  | { kind: 'heading'; id: string; label: string }
  | { kind: 'line'; id: string }

export const line = (id: string): MenuEntry => ({ kind: 'line', id })
