import { sql } from 'kysely'
import {
  append as appendLeaves,
  concatBytes,
  edgeFromTiles,
  edgeRoot,
  edgeWidths,
  encodeEntries,
  equalBytes,
  leafHash,
  signCheckpoint,
  tileWidth,
  type Tile,
  type TreeEdge,
} from 'nachweis-verify'
import type { Writer } from '../../platform/database/database.ts'
import { entryWithLengthBytes, type Head } from './read.ts'
import type { LogSigner } from './signer.ts'
import { logWriter } from './tables.ts'
import type { Tree } from './trees.ts'

const resignAfterMs = 30_000

/** What one round did. `head` is the newest, whoever signed it. */
export interface Round {
  readonly head: Head
  readonly appended: number
}

/**
 * One round of a tree's sequencer, in one transaction: takes what is pending, gives it the next leaf indexes, writes tiles and
 * bundles, signs the new head. The commit is the only point at which anything becomes true; before it, a crash leaves the
 * outbox as it was. Signs anew without new leaves when the last signature is older than 30 s, so that readers see we live.
 * Null when another server holds the lock. `now` in ms since the epoch.
 */
export async function sequence(
  tx: Writer,
  tree: Tree,
  signer: LogSigner,
  now: number,
): Promise<Round | null> {
  const { rows } = await sql<{
    locked: boolean
  }>`select pg_try_advisory_xact_lock(${tree.lockKey}) as locked`.execute(tx)
  if (!rows[0]?.locked) return null
  const before = await logWriter(tx).selectFrom(tree.head).selectAll().executeTakeFirstOrThrow()
  const pending = await tree.take(tx, before.size)
  const lastSigned = before.signed_at.getTime()
  const common = { origin: before.origin, key: before.key, clockKey: before.clock_key }
  if (pending.length === 0 && Math.abs(now - lastSigned) < resignAfterMs) {
    return {
      head: {
        ...common,
        size: before.size,
        root: before.root,
        checkpoint: before.checkpoint,
        signedAt: lastSigned,
      },
      appended: 0,
    }
  }
  const edge = await readEdge(tx, tree, before.size)
  if (!equalBytes(edgeRoot(edge), before.root)) throw new Error(alteredTree(before.size))
  const root = pending.length === 0 ? before.root : await writeLeaves(tx, tree, edge, pending)
  const size = before.size + pending.length
  const checkpoint = await signCheckpoint(
    { origin: before.origin, size, root },
    signer.keys,
    signer.sign,
    now,
  )
  await logWriter(tx)
    .updateTable(tree.head)
    .set({ size, root, checkpoint, signed_at: new Date(now) })
    .execute()
  return { head: { ...common, size, root, checkpoint, signedAt: now }, appended: pending.length }
}

// Signed on, an altered tile or root would be a fork of our own that every verifier refuses for ever.
const alteredTree = (size: number) =>
  `The stored tiles do not give the root that was signed last, of ${size} entries: the database was altered or is damaged. ` +
  'Restore it from a backup; nothing is signed until then.'

/** Writes bundles and tiles behind the tree with this edge; answers the new root. */
async function writeLeaves(
  tx: Writer,
  tree: Tree,
  edge: TreeEdge,
  entries: readonly Uint8Array[],
): Promise<Uint8Array> {
  await writeBundles(tx, tree, edge.size, entries)
  const { tiles, root } = appendLeaves(edge, entries.map(leafHash))
  await writeTiles(tx, tree, tiles)
  return root
}

async function readEdge(tx: Writer, tree: Tree, size: number): Promise<TreeEdge> {
  const places = edgeWidths(size)
    .map((width, level) => ({ level, width, index: Math.floor(size / tileWidth ** (level + 1)) }))
    .filter((place) => place.width > 0)
  const found = new Map<number, Uint8Array>()
  for (const { level, index, width } of places) {
    const row = await logWriter(tx)
      .selectFrom(tree.tile)
      .select('hashes')
      .where('level', '=', level)
      .where('index', '=', index)
      .executeTakeFirst()
    if (row) found.set(level, row.hashes.slice(0, width * 32))
  }
  return edgeFromTiles(size, (level) => found.get(level) ?? new Uint8Array())
}

async function writeTiles(tx: Writer, tree: Tree, tiles: readonly Tile[]): Promise<void> {
  // The last one of each place is the widest.
  const widest = [...new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()]
  await logWriter(tx)
    .insertInto(tree.tile)
    .values(widest.map(({ level, index, bytes }) => ({ level, index, hashes: Buffer.from(bytes) })))
    .onConflict((conflict) =>
      conflict.columns(['level', 'index']).doUpdateSet((set) => ({ hashes: set.ref('excluded.hashes') })),
    )
    .execute()
}

async function writeBundles(
  tx: Writer,
  tree: Tree,
  size: number,
  entries: readonly Uint8Array[],
): Promise<void> {
  const first = Math.floor(size / tileWidth)
  const inFirst = size % tileWidth
  const before = inFirst === 0 ? new Uint8Array() : await bundlePrefix(tx, tree, first, inFirst)
  const rows: { index: number; entries: Uint8Array }[] = []
  for (let at = 0, index = first; at < entries.length; index++) {
    const room = index === first ? tileWidth - inFirst : tileWidth
    const encoded = encodeEntries(entries.slice(at, at + room))
    rows.push({ index, entries: Buffer.from(index === first ? concatBytes(before, encoded) : encoded) })
    at += room
  }
  await logWriter(tx)
    .insertInto(tree.bundle)
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('index').doUpdateSet((set) => ({ entries: set.ref('excluded.entries') })),
    )
    .execute()
}

async function bundlePrefix(tx: Writer, tree: Tree, index: number, width: number): Promise<Uint8Array> {
  const row = await logWriter(tx)
    .selectFrom(tree.bundle)
    .select('entries')
    .where('index', '=', index)
    .executeTakeFirst()
  if (!row || row.entries.length < width * entryWithLengthBytes)
    throw new Error(`entry bundle ${index} is shorter than the tree`)
  return row.entries.subarray(0, width * entryWithLengthBytes)
}
