import {
  append,
  clockKeyName,
  ed25519Signer,
  encodeEntries,
  generateEd25519,
  leafHash,
  signatureTypes,
  signCheckpoint,
  tilePath,
  tileWidth,
  verifierKey,
  type LogKeys,
  type Sign,
} from 'nachweis-verify'
import { addressesFrom, type LogCopy } from './log-copy.ts'
import { edgeOf, tilePrefix } from './verify-copy.ts'

/** A key pair that lives for one run: the log's real key must never sign anything but the log. */
export interface ThrowAwayKeys {
  readonly keys: LogKeys
  readonly sign: { readonly log: Sign; readonly clock: Sign }
}

/** Makes keys of the same names as the real ones. */
export async function throwAwayKeys(origin: string): Promise<ThrowAwayKeys> {
  const [log, clock] = [await generateEd25519(), await generateEd25519()]
  return {
    keys: {
      log: verifierKey(origin, signatureTypes.ed25519, log.publicKey),
      clock: verifierKey(clockKeyName(origin), signatureTypes.cosignatureEd25519, clock.publicKey),
    },
    sign: { log: await ed25519Signer(log.privateKey), clock: await ed25519Signer(clock.privateKey) },
  }
}

/**
 * A log that is consistent in itself: the first leaves of the copy before `from`, then `entries`, with tiles and root
 * computed as the real log does and signed by the throw-away key at `time` (ms since the epoch).
 */
export async function forgeLog(
  copy: LogCopy,
  entries: readonly Uint8Array[],
  forger: ThrowAwayKeys,
  time: number,
): Promise<LogCopy> {
  const size = copy.from + entries.length
  const { tiles: made, root } = append(edgeOf(copy.from, copy.tiles, copy.size), entries.map(leafHash))
  const computed = new Map(made.map((tile) => [tilePath(tile), tile.bytes]))
  const tiles = new Map<string, Uint8Array>()
  for (const address of addressesFrom(copy.from, size)) {
    const path = tilePath(address)
    const first = address.index * tileWidth - copy.from
    const bytes =
      address.level === 'entries'
        ? encodeEntries(entries.slice(first, first + address.width))
        : computed.get(path)
    tiles.set(path, bytes ?? tilePrefix(copy.tiles, copy.size, address as typeof address & { level: number }))
  }
  const checkpoint = await signCheckpoint(
    { origin: copy.keys.log.name, size, root },
    forger.keys,
    forger.sign,
    time,
  )
  const records = copy.records.filter(({ index }) => index < size)
  return { ...copy, keys: forger.keys, checkpoint, size, root, tiles, records }
}
