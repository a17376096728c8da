import { canonicalJson, tileWidth } from 'nachweis-verify'
import { z } from 'zod'
import { answer, defineRoute, response, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { disclosedBetween } from './read.ts'
import { mutable, notThere, openedHead, reply, treeEndpoints, treeRoutes } from './tree-endpoints.ts'
import { events, records } from './trees.ts'

const recordsOfTree = treeRoutes('log', '/log', 'of the log')
const eventsOfTree = treeRoutes('log-events', '/log/events', 'of the tree of events')

const lines = 'application/x-ndjson'
const recordsRoute = defineRoute({
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
  produces: lines,
})

export const logRoutes = [
  ...Object.values(recordsOfTree),
  recordsRoute,
  // Of events nothing is disclosed: their tree has no records.
  ...Object.values(eventsOfTree),
]

/** What the log publishes: both trees, and the disclosed records of the first. */
export function logEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  return [
    ...treeEndpoints(reader, records, recordsOfTree),
    answer(recordsRoute, async ({ params }) => {
      const { size } = await openedHead(reader, records)
      const from = params.bundle * tileWidth
      if (from >= size) throw notThere()
      const found = await disclosedBetween(reader, from, Math.min(from + tileWidth, size))
      // The stored text is put in as it is: what was logged is what is published, or the reader sees the difference.
      const text = found.map(
        ({ index, body, salt }) => `{"index":${index},"record":${body},"salt":${canonicalJson(salt)}}\n`,
      )
      return reply(text.join(''), lines, mutable)
    }),
    ...treeEndpoints(reader, events, eventsOfTree),
  ]
}
