// Fetches real photographs from Debian into .cache/photos and cuts small ones out of them. Run again it does nothing.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { photos } from './lib/places.mjs'
import { run } from './lib/process.mjs'

const packages = ['mate-backgrounds', 'lomiri-wallpapers-20.04']
const backgrounds = join(photos, 'x', 'usr', 'share', 'backgrounds')

/** Photographs (not drawings) of the packages, and the corner of the 400x300 cut in a version 1280 wide. */
const subjects = [
  ['nuthatch', 'Kleiber_by_Lukas_Baubkus.jpg', '+390+230'],
  ['ladybird', 'mate/nature/LadyBird.jpg', '+720+270'],
  ['marigold', 'mate/nature/Garden.jpg', '+700+170'],
  ['dune', 'mate/nature/Dune.jpg', '+360+290'],
  ['seeds', 'mate/nature/TwoWings.jpg', '+460+210'],
  ['rain', 'mate/nature/RainDrops.jpg', '+260+310'],
]

/** The photographs as Debian ships them, several megapixels each. */
export const originals = () => subjects.map(([name, file]) => ({ name, path: join(backgrounds, file) }))

export async function fetchPhotos() {
  if (subjects.every(([, file]) => existsSync(join(backgrounds, file)))) return
  mkdirSync(photos, { recursive: true })
  for (const name of packages) {
    await run('apt-get', ['download', name], { cwd: photos })
    const file = readdirSync(photos).find((one) => one.startsWith(`${name}_`) && one.endsWith('.deb'))
    await run('dpkg', ['-x', join(photos, file), join(photos, 'x')])
    rmSync(join(photos, file))
  }
}

/** `truth`: a sharp cut of 400x300; `small`: the same at half the size, which a journey enlarges again. */
export async function cuts() {
  await fetchPhotos()
  const folder = join(photos, 'cuts')
  mkdirSync(folder, { recursive: true })
  const made = []
  for (const [name, file, corner] of subjects) {
    const truth = join(folder, `${name}-truth.png`)
    const small = join(folder, `${name}.jpg`)
    if (!existsSync(small)) {
      // Box: the truth is as sharp as its pixels allow.
      await run('convert', [join(backgrounds, file), '-filter', 'Box', '-resize', '1280x', '-crop', `400x300${corner}`, '+repage', '-strip', '-depth', '8', truth])
      await run('convert', [truth, '-filter', 'Catrom', '-resize', '50%', '-sampling-factor', '4:4:4', '-quality', '97', '-set', 'comment', name, small])
    }
    made.push({ name, truth, small })
  }
  return made
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { small } of await cuts()) process.stdout.write(`${small}\n`)
}
