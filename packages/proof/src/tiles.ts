/** C2SP tlog-tiles: which tiles a tree has, what they are called, and the entry bundles beside them. */
import { concatBytes, type Bytes } from './bytes.ts'
import { checkSize } from './merkle.ts'
import { ProofError } from './proof-error.ts'

/** Hashes of a full tile. */
export const tileWidth = 256
export const tileLevelMax = 63
const entryBytesMax = 0xffff

/** A tile of hashes (`level` 0 to 63) or a bundle of entries. `width` is 256 for a full one, else 1 to 255. */
export interface TileAddress {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** `tile/<L>/<N>[.p/<W>]`, without a leading slash. Throws `tile-path` for an address that cannot be. */
export function tilePath({ level, index, width }: TileAddress): string {
  const levelFits = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= tileLevelMax)
  const indexFits = Number.isSafeInteger(index) && index >= 0
  if (!levelFits || !indexFits || !Number.isInteger(width) || width < 1 || width > tileWidth) {
    throw new ProofError('tile-path', `no tile ${level}/${index} of width ${width}`)
  }
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${place}${width === tileWidth ? '' : `.p/${width}`}`
}

const pathForm = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** The inverse of `tilePath`; every tile has exactly one path. Throws `tile-path`. */
export function parseTilePath(path: string): TileAddress {
  const match = pathForm.exec(path)
  if (match) {
    const address = {
      level: match[1] === 'entries' ? ('entries' as const) : Number(match[1]),
      index: Number(match[2]?.replace(/[x/]/g, '')),
      width: match[3] === undefined ? tileWidth : Number(match[3]),
    }
    const partialIsFull = match[3] !== undefined && address.width >= tileWidth
    if (!partialIsFull && Number.isSafeInteger(address.index) && isOwnPath(address, path)) return address
  }
  throw new ProofError('tile-path', 'not a tile path')
}

// Writing the parsed address again refuses superfluous zero groups and levels above 63.
function isOwnPath(address: TileAddress, path: string): boolean {
  if (address.level !== 'entries' && address.level > tileLevelMax) return false
  return tilePath(address) === path
}

/** Every tile of hashes of a tree of `size` leaves, level by level, the partial one last in its level. */
export function hashTilesOf(size: number): TileAddress[] {
  checkSize(size)
  const tiles: TileAddress[] = []
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth)) {
    tiles.push(...rowOf(level, hashes))
  }
  return tiles
}

/** Every bundle of entries of a tree of `size` leaves. */
export function entryBundlesOf(size: number): TileAddress[] {
  checkSize(size)
  return rowOf('entries', size)
}

function rowOf(level: TileAddress['level'], hashes: number): TileAddress[] {
  const row: TileAddress[] = []
  for (let index = 0; index * tileWidth < hashes; index++) {
    row.push({ level, index, width: Math.min(tileWidth, hashes - index * tileWidth) })
  }
  return row
}

/** Entries one after the other, each behind its length as uint16. Throws `bundle-encoding` for an entry too long. */
export function encodeEntries(entries: readonly Uint8Array[]): Bytes {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > entryBytesMax)
        throw new ProofError('bundle-encoding', 'an entry is longer than 65535 bytes')
      return [new Uint8Array([entry.length >>> 8, entry.length]), entry]
    }),
  )
}

/** The inverse of `encodeEntries`; `count` entries exactly. Throws `bundle-encoding`. */
export function decodeEntries(bundle: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < count) {
    const begin = at + 2
    if (begin > bundle.length) throw new ProofError('bundle-encoding', `entry ${entries.length} is missing`)
    at = begin + (bundle[at] as number) * 256 + (bundle[at + 1] as number)
    if (at > bundle.length) throw new ProofError('bundle-encoding', `entry ${entries.length} is cut off`)
    entries.push(bundle.slice(begin, at))
  }
  if (at !== bundle.length) throw new ProofError('bundle-encoding', `bytes follow after ${count} entries`)
  return entries
}
