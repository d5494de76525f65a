// Where things lie in the source tree.
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
export const target = process.env.CARGO_TARGET_DIR ? resolve(root, process.env.CARGO_TARGET_DIR) : join(root, 'target')
/** Screenshots stay in the tree's own target folder, where CI looks for them. */
export const screenshots = join(root, 'target', 'screenshots')
export const photos = join(root, '.cache', 'photos')

/** A program of ours: the profile that was built last, or the one named by `variable`. */
export function built(name, variable) {
  const named = process.env[variable]
  if (named) return resolve(named)
  const found = ['release', 'debug'].map((profile) => join(target, profile, name)).filter(existsSync)
  if (found.length === 0) throw new Error(`${name} is not built: cargo build --bin ${name}, or set ${variable}`)
  return found.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
}
