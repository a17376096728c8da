import { z } from 'zod'
import { defineRoute, response } from '../../../kernel/route.ts'
import { zone } from '../search/query/zone.ts'

const queryCharactersMax = 2_000

const organisationPath = z.strictObject({ organisation: z.uuid() })
const query = z.strictObject({
  q: z
    .string()
    .max(queryCharactersMax)
    .default('')
    .describe('as in a search, e.g. action:login outcome:failure'),
  zone,
  everywhere: z.stringbool().default(false).describe('of every organisation: staff only'),
  cursor: z.string().max(24).optional().describe('id of the last event received; without one: from now on'),
})

export const followEvents = defineRoute({
  name: 'follow-events',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-stream',
  summary:
    'Events as they are stored, as server-sent events, each once and in order; a reader that comes back with Last-Event-ID (or cursor) misses nothing',
  permission: 'events:read',
  params: organisationPath,
  query,
  output: response,
  produces: 'text/event-stream',
})

export const followEventsBySocket = defineRoute({
  name: 'follow-events-by-socket',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-socket',
  summary:
    'The same over a WebSocket: JSON texts {id, event}, and {cursor} when there was nothing for a while; closed with 1013 and the cursor when the reader is too slow',
  permission: 'events:read',
  params: organisationPath,
  query,
  output: response,
  becomesSocket: true,
})

export const streamRoutes = [followEvents, followEventsBySocket]
