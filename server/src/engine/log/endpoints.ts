import { canonicalJson, parseTilePath, ProofError, tileWidth } from 'nachweis-verify'
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { answer, defineRoute, response, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { disclosedBetween, readBundle, readHead, readTile, type Head } from './read.ts'

const route = (name: string, path: string, summary: string, produces: string, cacheMs = 0) =>
  defineRoute({
    name,
    method: 'get',
    path,
    summary,
    permission: 'public',
    output: response,
    produces,
    cacheMs,
  })

const words = 'text/plain; charset=utf-8'
const bytes = 'application/octet-stream'

export const keyRoute = route(
  'log-key',
  '/log/key',
  'Verifier key of the log (C2SP signed-note)',
  words,
  2_000,
)
export const clockKeyRoute = route(
  'log-clock-key',
  '/log/clock-key',
  'Verifier key of the time of signing (C2SP tlog-cosignature)',
  words,
  2_000,
)
export const checkpointRoute = route(
  'log-checkpoint',
  '/log/checkpoint',
  'Signed checkpoint (C2SP tlog-checkpoint)',
  words,
)
export const tileRoute = defineRoute({
  name: 'log-tile',
  method: 'get',
  path: '/log/tile/{path+}',
  summary: 'Hash tiles and entry bundles (C2SP tlog-tiles): <L>/<N>[.p/<W>], entries/<N>[.p/<W>]',
  permission: 'public',
  params: z.strictObject({ path: z.string().max(100) }),
  output: response,
  produces: bytes,
})
export const recordsRoute = defineRoute({
  name: 'log-records',
  method: 'get',
  path: '/log/records/{bundle}',
  summary: 'Disclosed records with leaf index from 256 × bundle, with index and salt, one JSON a line',
  permission: 'public',
  params: z.strictObject({
    bundle: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 40),
  }),
  output: response,
  produces: 'application/x-ndjson',
})

export const logRoutes = [keyRoute, clockKeyRoute, checkpointRoute, tileRoute, recordsRoute]

/** What the log publishes. */
export function logEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const head = async (): Promise<Head> => {
    const found = await readHead(reader)
    if (!found)
      throw new Problem('unavailable', 'log-not-open', 'The log is not open yet. Try again in a moment.')
    return found
  }
  return [
    answer(keyRoute, async () => reply((await head()).key + '\n', words, mutable)),
    answer(clockKeyRoute, async () => reply((await head()).clockKey + '\n', words, mutable)),
    answer(checkpointRoute, async () => reply((await head()).checkpoint, words, mutable)),
    answer(tileRoute, async ({ params }) =>
      reply(await readTilePath(platform, params.path, (await head()).size), bytes, immutable),
    ),
    answer(recordsRoute, async ({ params }) => {
      const { size } = await head()
      const from = params.bundle * tileWidth
      if (from >= size) throw notThere()
      const records = await disclosedBetween(reader, from, Math.min(from + tileWidth, size))
      // The stored text is put in as it is: what was logged is what is published, or the reader sees the difference.
      const lines = records.map(
        ({ index, body, salt }) => `{"index":${index},"record":${body},"salt":${canonicalJson(salt)}}\n`,
      )
      return reply(lines.join(''), 'application/x-ndjson', mutable)
    }),
  ]
}

async function readTilePath(platform: Platform, path: string, size: number): Promise<Uint8Array> {
  const address = parsePath(path)
  const unit = address.level === 'entries' ? 1 : tileWidth ** address.level
  const complete = Math.floor(size / unit) - address.index * tileWidth
  // A tile wider than the signed tree is not true yet, even if its row is there.
  if (address.width > complete) throw notThere()
  const found =
    address.level === 'entries'
      ? await readBundle(platform.database.reader, address.index, address.width)
      : await readTile(platform.database.reader, address.level, address.index, address.width)
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

const notThere = () => new Problem('not-found', 'beyond-the-tree', 'The log has not grown this far.')

const mutable = 'no-cache'
const immutable = 'public, max-age=31536000, immutable'

function reply(body: string | Uint8Array, type: string, cache: string): Response {
  return new Response(typeof body === 'string' ? body : Uint8Array.from(body), {
    headers: { 'content-type': type, 'cache-control': cache, 'access-control-allow-origin': '*' },
  })
}
