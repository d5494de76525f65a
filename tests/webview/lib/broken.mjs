// Files that are not what they seem.
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

/** A JPEG whose picture data turns to rubbish after a third: the kind a failing card leaves. */
export function halfBroken(path) {
  const bytes = readFileSync(path)
  const kept = bytes.subarray(0, Math.floor(bytes.length / 3))
  return Buffer.concat([kept, Buffer.alloc(kept.length, Buffer.from([0xff, 0xc4, 0x00, 0x3c]))])
}

/** A PNG that claims 50,000 x 50,000 pixels and holds none. */
export function hugeHeader() {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(0))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function crc32(bytes) {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return ~sum >>> 0
}
