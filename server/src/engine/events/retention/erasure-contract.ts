import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { dataTypes, purposes } from '../classes.ts'

/** Without control characters and halves of pairs, which no event can hold. */
export const wellFormed = /^[^\p{Cc}\p{Cs}]+$/u

const time = z.iso.datetime()
const id = z.uuid()
const reason = z.string().trim().min(3).max(500)
const count = z.number().int()
/** Of a class of data. */
const named = { dataType: z.enum(dataTypes), purpose: z.enum(purposes) }

const person = {
  organisation: id,
  value: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(wellFormed)
    .describe('the name as it stands in events, exact but for upper and lower case'),
}

const found = {
  ...named,
  held: count.describe('a legal hold keeps these'),
  duty: count.describe('must be kept by law'),
}

export const previewErasureRoute = defineRoute({
  name: 'preview-erasure',
  method: 'post',
  path: '/api/v1/events/erasures/preview',
  summary: 'How many events an erasure of this person would find, by class and by hold',
  permission: 'events:erase',
  body: z.strictObject(person),
  output: z.object({
    complete: z.boolean().describe('false: the time allowed ended; there may be more'),
    classes: z.array(z.object({ ...found, erasable: count })),
    holds: z.array(z.object({ hold: id, count })),
    sessions: count.describe('sessions of this person, whose events without an actor go too'),
  }),
})

export const startErasureRoute = defineRoute({
  name: 'start-erasure',
  method: 'post',
  path: '/api/v1/events/erasures',
  summary:
    'Erase the events of one person that were received so far; holds and legal duties are spared and counted',
  permission: 'events:erase',
  stepUp: true,
  body: z.strictObject({ ...person, reason }),
  output: z.object({ id }),
})

const erasure = z.object({
  id,
  organisation: id,
  organisationName: z.string().nullable(),
  subject: z.string().describe('salted hash of the name, as in the public log'),
  state: z
    .enum(['looking', 'erasing', 'rewriting', 'done', 'failed'])
    .describe(
      'rewriting: the events are gone, their bytes may still lie in free space of the database’s files',
    ),
  progress: z.number().min(0).max(1),
  classes: z.array(z.object({ ...found, erased: count })),
  traces: z
    .object({ searches: count, filters: count, answers: count })
    .describe('what else named the person: saved searches, filters of webhooks, answers of receivers'),
  complete: z.boolean().describe('done, and nothing had to be spared'),
  tablesToRewrite: count,
  rewrittenFrom: time
    .nullable()
    .describe('a large table still takes events until then, and is rewritten after'),
  problem: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
})

export const listErasuresRoute = defineRoute({
  name: 'list-erasures',
  method: 'get',
  path: '/api/v1/events/erasures',
  summary: 'Erasures of persons, newest first, without their names',
  permission: 'events:erase',
  output: z.object({ erasures: z.array(erasure) }),
})

export const showErasureRoute = defineRoute({
  name: 'show-erasure',
  method: 'get',
  path: '/api/v1/events/erasures/{erasure}',
  summary: 'How far an erasure is',
  permission: 'events:erase',
  params: z.strictObject({ erasure: id }),
  output: erasure,
})

export const proveErasureRoute = defineRoute({
  name: 'prove-erasure',
  method: 'post',
  path: '/api/v1/events/erasures/proof',
  summary: 'Compute now whether leaves, stored events and deletions still fit together',
  permission: 'events:erase',
  output: z.object({
    at: time,
    size: count.describe('leaves of the signed tree'),
    pending: count.describe('events that wait to become a leaf'),
    rows: count,
    expired: count,
    erased: count,
    difference: count.describe('0, or something is lost or unaccounted for'),
    looked: count.describe('leaves that were computed again, or whose deletion was found'),
    wrong: count,
    headRefused: z.string().nullable().describe('why the signature does not verify'),
  }),
})

export const erasureRoutes = [
  previewErasureRoute,
  startErasureRoute,
  listErasuresRoute,
  showErasureRoute,
  proveErasureRoute,
]
