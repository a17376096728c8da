import { z } from 'zod'
import { defineRoute, response } from '../../../kernel/route.ts'
import { outcomes } from '../event.ts'
import { zone } from './query/zone.ts'

const queryCharactersMax = 2_000
const pageMax = 200
const time = z.iso.datetime()

const organisationPath = z.strictObject({ organisation: z.uuid() })
const q = z
  .string()
  .max(queryCharactersMax)
  .default('')
  .describe('e.g. actor:anna action:login -outcome:success time:24h')

/** An event as people see it. `body` is what the source sent, unknown fields too. */
export const event = z.object({
  id: z.string(),
  at: time.describe('when it happened, as the source said'),
  receivedAt: time,
  organisation: z.uuid(),
  source: z.object({ id: z.uuid(), name: z.string() }),
  dataType: z.string(),
  purpose: z.string(),
  actor: z.string().nullable(),
  action: z.string().nullable(),
  target: z.string().nullable(),
  session: z.string().nullable(),
  outcome: z.enum(outcomes),
  address: z.string().nullable(),
  flags: z.array(z.enum(['time-missing', 'future', 'late', 'unmapped'])),
  body: z.record(z.string(), z.unknown()),
})

export const searchEvents = defineRoute({
  name: 'search-events',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/events',
  summary:
    'Events that match a query, newest receipt first, in pages; staff name the provider’s organisation and see those of all customers with `everywhere`',
  permission: 'events:read',
  params: organisationPath,
  query: z.strictObject({
    q,
    zone,
    everywhere: z.stringbool().default(false).describe('of every organisation: staff only'),
    cursor: z.string().max(40).optional().describe('of the page before'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(pageMax)
      .default(50)
      .describe('a page is shorter where events are large: 4 MiB of them'),
  }),
  output: z.object({
    events: z.array(event),
    cursor: z.string().nullable().describe('null: there is nothing older'),
    searchedUntil: time
      .nullable()
      .describe('set when the time allowed ended before the page was full; go on with the cursor'),
  }),
})

export const showEvent = defineRoute({
  name: 'show-event',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/events/{id}',
  summary: 'One event, whole, with the place of its leaf',
  permission: 'events:read',
  params: organisationPath.extend({ id: z.string().max(24) }),
  output: event.extend({
    leaf: z.object({ index: z.number().int(), log: z.string() }).nullable().describe('null: not a leaf yet'),
  }),
})

export const eventHistogram = defineRoute({
  name: 'event-histogram',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-histogram',
  summary: 'How many events match, over time',
  permission: 'events:read',
  params: organisationPath,
  query: z.strictObject({
    q,
    zone,
    everywhere: z.stringbool().default(false),
    bars: z.coerce.number().int().min(1).max(200).default(60),
  }),
  output: z.object({
    from: time,
    to: time,
    bars: z.array(z.object({ from: time, count: z.number().int(), failures: z.number().int() })),
    total: z.number().int(),
    complete: z.boolean().describe('false: the time allowed ended; older bars are not counted'),
  }),
})

export const eventFacets = defineRoute({
  name: 'event-facets',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-facets',
  summary: 'Most frequent values of the fields among the newest matching events',
  permission: 'events:read',
  params: organisationPath,
  query: z.strictObject({ q, zone, everywhere: z.stringbool().default(false) }),
  output: z.object({
    sampled: z.number().int().describe('how many events were looked at'),
    facets: z.array(
      z.object({
        field: z.string(),
        values: z.array(z.object({ value: z.string(), count: z.number().int() })),
      }),
    ),
  }),
})

export const suggestQuery = defineRoute({
  name: 'suggest-query',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-suggestions',
  summary: 'What could follow at the end of a query: fields, and values that occur',
  permission: 'events:read',
  params: organisationPath,
  query: z.strictObject({ q, everywhere: z.stringbool().default(false) }),
  output: z.object({
    from: z.number().int().describe('where in the query the suggestion is put in'),
    suggestions: z.array(
      z.object({
        insert: z.string(),
        kind: z.enum(['field', 'value', 'word']),
        about: z.object({ de: z.string(), en: z.string() }),
      }),
    ),
  }),
})

export const exportEvents = defineRoute({
  name: 'export-events',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-export',
  summary: 'Every matching event: JSONL with an offline proof each (nachweis-verify checks it), or CSV',
  permission: 'events:export',
  params: organisationPath,
  query: z.strictObject({
    q,
    zone,
    everywhere: z.stringbool().default(false),
    format: z.enum(['jsonl', 'csv']).default('jsonl'),
  }),
  output: response,
  produces: 'application/x-ndjson',
})

export const searchRoutes = [searchEvents, showEvent, eventHistogram, eventFacets, suggestQuery]
