import { z } from 'zod'
import { bytes, defineRoute } from '../../../kernel/route.ts'

export const requestBytesMax = 8 * 1024 * 1024
/** Events of one request. */
export const requestEventsMax = 10_000

export const acceptEvents = defineRoute({
  name: 'accept-events',
  method: 'post',
  path: '/api/v1/events',
  summary:
    'Send events: one JSON object, an array of them, or NDJSON; answered once they are stored. Idempotency-Key, or `id` in each event, makes repeating safe',
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
