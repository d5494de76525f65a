// Gets the weights of local upscaling and packs them into one file: src-tauri/resources/esrgan-thick-x4.bin (29 MB, git-ignored).
// Does nothing when that file is already right. Run by `make setup`; needs npm and, the first time, its registry.
//
// The packed file, little endian:
//   8 bytes  magic "SLGTNET1"
//   u32      CRC-32 (IEEE) of everything after these 12 bytes
//   u32      enlargement (4)
//   u32      number of layers
//   per layer, in the order the network runs them, 32 bytes:
//            name (20 bytes, ASCII, zero padded), u32 kernel side, u32 input channels, u32 output channels
//   f32...   per layer: kernel in the order row, column, input, output; then one bias per output channel

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'

const PACKAGE = '@upscalerjs/esrgan-thick@1.0.0'
const INTEGRITY = 'sha512-Xt7LAEa1WYVdU8teye1A2J3T2ylb3ihlU/x01x1ieM7zZh5FzTll6fwmeUC82mkztWloGZM65KdSEWOmhlXOdw=='
const TARBALL_SHA256 = '3d38971084d8281bf68da443085c7eb65355fb28aa81b33b54f950cca6328a15'
const PACKED = { bytes: 29_047_908, sha256: '2ef2d3680c59ea8b84510b0904ec5ee46db8c32ee3a668c7a51a89a026c18d0a' }
const SCALE = 4

const repository = join(dirname(fileURLToPath(import.meta.url)), '..')
const cache = join(repository, '.cache')
const tarball = join(cache, 'upscalerjs-esrgan-thick-1.0.0.tgz')
const unpacked = join(cache, 'esrgan-thick')
const target = join(repository, 'src-tauri/resources/esrgan-thick-x4.bin')

const digest = (algorithm, bytes, encoding) => createHash(algorithm).update(bytes).digest(encoding)

function isPacked() {
  return existsSync(target) && statSync(target).size === PACKED.bytes && digest('sha256', readFileSync(target), 'hex') === PACKED.sha256
}

function isGenuine(bytes) {
  return `sha512-${digest('sha512', bytes, 'base64')}` === INTEGRITY && digest('sha256', bytes, 'hex') === TARBALL_SHA256
}

function fetchTarball() {
  mkdirSync(cache, { recursive: true })
  if (existsSync(tarball) && isGenuine(readFileSync(tarball))) return
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', cache], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (isGenuine(readFileSync(tarball))) return
  rmSync(tarball)
  throw new Error(`${PACKAGE} does not have the pinned hash: not used`)
}

function unpack() {
  mkdirSync(unpacked, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1', 'package/models/x4', 'package/LICENSE'])
}

/** Every tensor of a TF.js layers-model, by name. */
function tensors(folder) {
  const groups = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')).weightsManifest
  const found = new Map()
  for (const { paths, weights } of groups) {
    const bytes = Buffer.concat(paths.map((path) => readFileSync(join(folder, path))))
    let at = 0
    for (const { name, shape, dtype } of weights) {
      if (dtype !== 'float32') throw new Error(`${name} is ${dtype}, not float32`)
      const length = 4 * shape.reduce((product, side) => product * side, 1)
      found.set(name, { shape, bytes: bytes.subarray(at, at + length) })
      at += length
    }
    if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes left over in ${folder}`)
  }
  return found
}

/** Names of the convolutions in the order the network runs them: 10 blocks of 3 dense blocks of 4 + 1. */
function order() {
  const upTo = (n) => Array.from({ length: n }, (_, i) => i + 1)
  const dense = upTo(10).flatMap((block) =>
    upTo(3).flatMap((part) => [...upTo(4).map((step) => `F_${block}_${part}_${step}`), `LFF_${block}_${part}`]),
  )
  return ['Pre_blocks_conv', ...dense, 'post_blocks_conv', 'PreShuffle', 'SR']
}

function pack(found) {
  const names = order()
  if (found.size !== 2 * names.length) throw new Error(`the model has ${found.size} tensors, not ${2 * names.length}`)
  const head = Buffer.alloc(8)
  head.writeUInt32LE(SCALE, 0)
  head.writeUInt32LE(names.length, 4)
  const table = names.map((name) => {
    const [side, , input, output] = found.get(`${name}/kernel`).shape
    const row = Buffer.alloc(32)
    row.write(name, 'ascii')
    row.writeUInt32LE(side, 20)
    row.writeUInt32LE(input, 24)
    row.writeUInt32LE(output, 28)
    return row
  })
  const data = names.flatMap((name) => [found.get(`${name}/kernel`).bytes, found.get(`${name}/bias`).bytes])
  const body = Buffer.concat([head, ...table, ...data])
  const start = Buffer.alloc(12)
  start.write('SLGTNET1', 'ascii')
  start.writeUInt32LE(crc32(body), 8)
  return Buffer.concat([start, body])
}

if (!isPacked()) {
  fetchTarball()
  unpack()
  const bytes = pack(tensors(join(unpacked, 'models/x4')))
  const sha256 = digest('sha256', bytes, 'hex')
  if (bytes.length !== PACKED.bytes || sha256 !== PACKED.sha256) throw new Error(`packed ${bytes.length} bytes with sha256 ${sha256}: not what was expected`)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(`${target}.part`, bytes)
  renameSync(`${target}.part`, target)
  console.log(`packed the weights of ${PACKAGE} into ${target}`)
}
