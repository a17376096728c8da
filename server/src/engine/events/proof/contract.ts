import { z } from 'zod'
import { defineRoute, response } from '../../../kernel/route.ts'

export const eventProof = defineRoute({
  name: 'event-proof',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/events/{id}/proof',
  summary:
    'Offline proof that an event is a leaf of the tree of events (C2SP tlog-proof); its extra line holds record and salt, which open the leaf',
  permission: 'events:read',
  params: z.strictObject({ organisation: z.uuid(), id: z.string().max(24) }),
  query: z.strictObject({
    format: z
      .enum(['tlog-proof', 'json'])
      .default('tlog-proof')
      .describe('json: the same as JSON: record, salt, index, inclusionProof, checkpoint'),
  }),
  output: response,
  produces: 'text/plain',
})
