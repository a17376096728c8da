import { z } from 'zod'
import { bytes, defineRoute, response } from '../../../../kernel/route.ts'
import { collectedBytesMax } from '../limits.ts'

const nameCharactersMax = 255
const pathCharactersMax = 500
/** Templates and policies that senders bring along; Filebeat's template has some 600 kB. */
const settingsBytesMax = 2 * 1024 * 1024

const sent = { permission: 'public', ownCredentials: true, output: response } as const
/** Senders add `timeout`, `filter_path` and the like. */
const query = z.record(z.string(), z.string())
const index = z.string().min(1).max(nameCharactersMax)
const path = z.string().min(1).max(pathCharactersMax)
const bulk = {
  ...sent,
  method: 'post',
  query,
  rawBytesMax: collectedBytesMax,
  takes: 'application/x-ndjson',
  body: bytes,
} as const

export const bulkEvents = defineRoute({
  ...bulk,
  name: 'bulk-events',
  path: '/elastic/_bulk',
  summary:
    'Send events as to Elasticsearch, with Filebeat, Vector or Fluent Bit: create and index; `_id` makes repeating safe',
})

export const bulkEventsOfIndex = defineRoute({
  ...bulk,
  name: 'bulk-events-of-index',
  path: '/elastic/{index}/_bulk',
  params: z.strictObject({ index }),
  summary: 'Send events as to Elasticsearch; the index of those that name none stands in the address',
})

const introduction = {
  ...sent,
  method: 'get',
  query,
  summary: 'What senders for Elasticsearch ask before they send: who is there',
} as const

export const greetSender = defineRoute({ ...introduction, name: 'greet-sender', path: '/elastic' })

export const greetSenderBelow = defineRoute({
  ...introduction,
  name: 'greet-sender-below',
  path: '/elastic/',
})

export const tellSender = defineRoute({
  ...sent,
  name: 'tell-sender',
  method: 'get',
  path: '/elastic/{path+}',
  params: z.strictObject({ path }),
  query,
  summary: 'What senders for Elasticsearch ask before they send: licence, health, templates',
})

export const takeSenderSettings = defineRoute({
  ...sent,
  name: 'take-sender-settings',
  method: 'put',
  path: '/elastic/{path+}',
  params: z.strictObject({ path }),
  query,
  rawBytesMax: settingsBytesMax,
  takes: 'application/json',
  body: bytes,
  summary: 'Templates and lifecycle policies of senders for Elasticsearch: acknowledged, of no effect here',
})

export const elasticRoutes = [
  bulkEvents,
  bulkEventsOfIndex,
  greetSender,
  greetSenderBelow,
  tellSender,
  takeSenderSettings,
]
