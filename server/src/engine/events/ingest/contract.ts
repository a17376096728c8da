import { z } from 'zod'
import { bytes, defineRoute } from '../../../kernel/route.ts'

export const requestBytesMax = 8 * 1024 * 1024
/** Of a body that is not NDJSON: it is parsed as a whole, before its events can be counted. */
export const wholeBytesMax = 2 * 1024 * 1024
/** Events of one request. */
export const requestEventsMax = 10_000

export const acceptEvents = defineRoute({
  name: 'accept-events',
  method: 'post',
  path: '/api/v1/events',
  summary:
    'Send events: one JSON object, an array of them (2 MiB), or NDJSON (8 MiB), 10,000 at most; answered once they are stored. Idempotency-Key, or `id` in each event, makes repeating safe for seven days, or for as long as events of its kind are kept where that is less; the same one with other content is refused (key-reused)',
  permission: 'public',
  ownCredentials: true,
  rawBytesMax: requestBytesMax,
  takes: 'application/x-ndjson',
  body: bytes,
  output: z.object({
    stored: z.number().int(),
    repeated: z.number().int(),
    refused: z
      .array(z.object({ line: z.number().int(), reason: z.string(), message: z.string() }))
      .describe('by place in the request, from 1; fix and send these again'),
    ids: z.array(z.string().nullable()).describe('of each event, null where it was refused'),
  }),
})
