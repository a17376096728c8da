import { parseTilePath, ProofError, tileWidth } from 'nachweis-verify'
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { answer, defineRoute, response, type Endpoint } from '../../kernel/route.ts'
import type { Reader } from '../../platform/database/database.ts'
import { readBundle, readHead, readTile, type Head } from './read.ts'
import type { Tree } from './trees.ts'

const words = 'text/plain; charset=utf-8'
const bytes = 'application/octet-stream'
const keyKeptMs = 2_000

/** What a tree publishes by C2SP tlog-tiles, below `path`; `of` says in words whose it is. */
export function treeRoutes(name: string, path: string, of: string) {
  const route = { method: 'get', permission: 'public', output: response } as const
  return {
    key: defineRoute({
      ...route,
      name: `${name}-key`,
      path: `${path}/key`,
      summary: `Verifier key ${of} (C2SP signed-note)`,
      produces: words,
      cacheMs: keyKeptMs,
    }),
    clockKey: defineRoute({
      ...route,
      name: `${name}-clock-key`,
      path: `${path}/clock-key`,
      summary: `Verifier key of the time of signing ${of} (C2SP tlog-cosignature)`,
      produces: words,
      cacheMs: keyKeptMs,
    }),
    checkpoint: defineRoute({
      ...route,
      name: `${name}-checkpoint`,
      path: `${path}/checkpoint`,
      summary: `Signed checkpoint ${of} (C2SP tlog-checkpoint)`,
      produces: words,
    }),
    tile: defineRoute({
      ...route,
      name: `${name}-tile`,
      path: `${path}/tile/{path+}`,
      summary: `Hash tiles and entry bundles ${of} (C2SP tlog-tiles): <L>/<N>[.p/<W>], entries/<N>[.p/<W>]`,
      params: z.strictObject({ path: z.string().max(100) }),
      produces: bytes,
    }),
  }
}

/** Answers what `treeRoutes` declares. */
export function treeEndpoints(reader: Reader, tree: Tree, routes: ReturnType<typeof treeRoutes>): Endpoint[] {
  const head = () => openedHead(reader, tree)
  return [
    answer(routes.key, async () => reply((await head()).key + '\n', words, mutable)),
    answer(routes.clockKey, async () => reply((await head()).clockKey + '\n', words, mutable)),
    answer(routes.checkpoint, async () => reply((await head()).checkpoint, words, mutable)),
    answer(routes.tile, async ({ params }) =>
      reply(await readTilePath(reader, tree, params.path, (await head()).size), bytes, immutable),
    ),
  ]
}

/** The head of a tree. Throws a Problem before it was opened. */
export async function openedHead(reader: Reader, tree: Tree): Promise<Head> {
  const found = await readHead(reader, tree)
  if (!found)
    throw new Problem('unavailable', 'log-not-open', 'The log is not open yet. Try again in a moment.')
  return found
}

async function readTilePath(reader: Reader, tree: Tree, path: string, size: number): Promise<Uint8Array> {
  const { level, index, width } = parsePath(path)
  const unit = level === 'entries' ? 1 : tileWidth ** level
  const complete = Math.floor(size / unit) - index * tileWidth
  // A tile wider than the signed tree is not true yet, even if its row is there.
  if (width > complete) throw notThere()
  const found =
    level === 'entries'
      ? await readBundle(reader, index, width, tree)
      : await readTile(reader, level, index, width, tree)
  if (!found) throw notThere()
  return found
}

function parsePath(path: string) {
  try {
    return parseTilePath(`tile/${path}`)
  } catch (error) {
    if (error instanceof ProofError)
      throw new Problem('bad-request', 'tile-path', 'This is not a tile path: see c2sp.org/tlog-tiles.')
    throw error
  }
}

/** Asked for what lies beyond the signed tree. */
export const notThere = () => new Problem('not-found', 'beyond-the-tree', 'The log has not grown this far.')

export const mutable = 'no-cache'
const immutable = 'public, max-age=31536000, immutable'

/** An answer that any page may read. */
export function reply(body: string | Uint8Array, type: string, cache: string): Response {
  return new Response(typeof body === 'string' ? body : Uint8Array.from(body), {
    headers: { 'content-type': type, 'cache-control': cache, 'access-control-allow-origin': '*' },
  })
}
