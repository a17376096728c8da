import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { deliveryStates, endpointStates } from './state-names.ts'

const permission = 'events:push'
const id = z.uuid()
const time = z.iso.datetime()
const done = z.object({})
const kindsMax = 20
const queryCharactersMax = 2_000
const urlCharactersMax = 1_000
const descriptionCharactersMax = 120
const pageMax = 100

const organisationPath = z.strictObject({ organisation: id })
const endpointPath = organisationPath.extend({ endpoint: id })
const deliveryPath = endpointPath.extend({ delivery: id })

const url = z.url().max(urlCharactersMax).describe('https; answers 2xx within 15 s')
const description = z.string().trim().min(1).max(descriptionCharactersMax)
const query = z
  .string()
  .max(queryCharactersMax)
  .nullable()
  .describe('events that match this search, without a time; empty: every event; null: none')
const kinds = z
  .array(z.string().regex(/^[a-z-]{1,40}\.[a-z-]{1,60}$/))
  .max(kindsMax)
  .describe('types of published records of the log, e.g. claims.status-changed')

const tried = z.object({
  at: time,
  status: z.number().int().nullable(),
  problem: z.string().nullable().describe('null: taken'),
  ms: z.number().int(),
  answer: z.string().describe('its first 1,000 bytes'),
})

const endpoint = z.object({
  id,
  url: z.string(),
  description: z.string(),
  query,
  everywhere: z.boolean(),
  kinds: z.array(z.string()),
  state: z.enum(endpointStates),
  failingSince: time.nullable(),
  nextTryAt: time.nullable().describe('set while it waits after a failure'),
  publicKey: z.string().describe('whpk_…: verifies signatures v1a'),
  waiting: z.number().int().describe('deliveries that wait'),
  lastDeliveredAt: time.nullable().describe('when the receiver last took something'),
  lastProblem: z.string().nullable().describe('why the last try failed; null: it did not'),
  createdAt: time,
})

const secrets = z.object({
  secret: z.string().describe('whsec_…: verifies signatures v1; shown this once'),
  publicKey: z.string().describe('whpk_…: verifies signatures v1a'),
})

const delivery = z.object({
  id,
  webhookId: z.string(),
  event: z.string().nullable().describe('id of the event, or null'),
  record: z.number().int().nullable().describe('leaf of the record, or null'),
  state: z.enum(deliveryStates),
  tries: z.number().int(),
  createdAt: time,
  endedAt: time.nullable(),
  nextTryAt: time.nullable().describe('of the one whose turn is next; those behind it wait for it'),
  last: tried.nullable(),
})

export const listPushEndpoints = defineRoute({
  name: 'list-push-endpoints',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/push-endpoints',
  summary: 'Where events are delivered to (webhooks)',
  permission,
  params: organisationPath,
  output: z.object({ endpoints: z.array(endpoint) }),
})

export const createPushEndpoint = defineRoute({
  name: 'create-push-endpoint',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints',
  summary: 'Have events delivered to an address from now on, signed by Standard Webhooks',
  permission,
  stepUp: true,
  params: organisationPath,
  body: z.strictObject({
    url,
    description,
    query: query.default(''),
    everywhere: z.boolean().default(false).describe('events of every organisation: staff only'),
    kinds: kinds.default([]),
    active: z.boolean().default(true).describe('false: paused, so that it can be tested before'),
  }),
  output: secrets.extend({ id }),
})

export const showPushEndpoint = defineRoute({
  name: 'show-push-endpoint',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}',
  summary: 'One of them',
  permission,
  params: endpointPath,
  output: endpoint,
})

export const changePushEndpoint = defineRoute({
  name: 'change-push-endpoint',
  method: 'patch',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}',
  summary: 'Change an endpoint, pause it, or let it go on where it stopped',
  permission,
  stepUp: true,
  params: endpointPath,
  body: z.strictObject({
    url: url.optional(),
    description: description.optional(),
    query: query.optional(),
    kinds: kinds.optional(),
    active: z.boolean().optional(),
  }),
  output: done,
})

export const deletePushEndpoint = defineRoute({
  name: 'delete-push-endpoint',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}',
  summary: 'Delete an endpoint with its deliveries',
  permission,
  params: endpointPath,
  output: done,
})

export const rotatePushSecret = defineRoute({
  name: 'rotate-push-secret',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/rotate-secret',
  summary: 'Make new keys; the old ones sign beside them for 24 hours',
  permission,
  stepUp: true,
  params: endpointPath,
  output: secrets.extend({ oldUntil: time }),
})

export const testPushEndpoint = defineRoute({
  name: 'test-push-endpoint',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/test',
  summary: 'Send a signed message of the type ping now, once',
  permission,
  params: endpointPath,
  output: tried,
})

export const listPushDeliveries = defineRoute({
  name: 'list-push-deliveries',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/deliveries',
  summary: 'Deliveries of the last 30 days, newest first, in pages',
  permission,
  params: endpointPath,
  query: z.strictObject({
    state: z.enum(deliveryStates).optional(),
    before: id.optional().describe('the last one of the page before'),
    limit: z.coerce.number().int().min(1).max(pageMax).default(50),
  }),
  output: z.object({ deliveries: z.array(delivery), before: id.nullable() }),
})

export const showPushDelivery = defineRoute({
  name: 'show-push-delivery',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/deliveries/{delivery}',
  summary: 'One delivery with all its tries, newest first',
  permission,
  params: deliveryPath,
  output: delivery.extend({ all: z.array(tried) }),
})

export const replayPushDelivery = defineRoute({
  name: 'replay-push-delivery',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/deliveries/{delivery}/replay',
  summary: 'Deliver it once more, under the same webhook-id',
  permission,
  params: deliveryPath,
  output: done,
})

export const giveUpPushDelivery = defineRoute({
  name: 'give-up-push-delivery',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/deliveries/{delivery}/give-up',
  summary: 'Stop trying a delivery that holds up those behind it',
  permission,
  params: deliveryPath,
  output: done,
})

export const replayPushRange = defineRoute({
  name: 'replay-push-range',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/push-endpoints/{endpoint}/replay',
  summary: 'Deliver once more what was received within a time, 10,000 deliveries at most, oldest first',
  permission,
  params: endpointPath,
  body: z.strictObject({
    from: time,
    to: time,
    state: z.enum(['delivered', 'dead']).optional().describe('only these; without it, both'),
  }),
  output: z.object({
    queued: z.number().int(),
    more: z.boolean().describe('there are more; go on from next'),
    next: time.nullable().describe('null: that was all'),
  }),
})

export const pushRoutes = [
  listPushEndpoints,
  createPushEndpoint,
  showPushEndpoint,
  changePushEndpoint,
  deletePushEndpoint,
  rotatePushSecret,
  testPushEndpoint,
  listPushDeliveries,
  showPushDelivery,
  replayPushDelivery,
  giveUpPushDelivery,
  replayPushRange,
]
