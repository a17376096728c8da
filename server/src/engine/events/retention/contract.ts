import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { dataTypes, purposes } from '../classes.ts'

const daysMax = 30 * 365
const time = z.iso.datetime()
const text = z.object({ de: z.string(), en: z.string() })
const id = z.uuid()
const reason = z.string().trim().min(3).max(500)
const classId = z.coerce.number().int().min(1).max(32_767)
const count = z.number().int()
const done = z.object({})
/** Of a class of data. */
const named = { dataType: z.enum(dataTypes), purpose: z.enum(purposes) }

export const listRetention = defineRoute({
  name: 'list-retention',
  method: 'get',
  path: '/api/v1/events/retention',
  summary:
    'How long events of each kind of data and purpose stay, by default and in force, and how old the oldest is',
  permission: 'events:read',
  output: z.object({
    classes: z.array(
      z.object({
        id: z.number().int(),
        ...named,
        days: z.number().int().describe('in force, from receipt'),
        defaultDays: z.number().int(),
        source: text.describe('where the default comes from'),
        keptByLaw: z.boolean().describe('one person’s wish does not erase these'),
        reason: z.string().nullable().describe('why it differs from the default'),
        changedAt: time.nullable(),
        changedBy: z.string().nullable().describe('null: the operator, or nobody'),
        partitionDays: z.number().int().describe('how much time a table of these events holds'),
        oldestReceivedAt: time.nullable(),
        oldestFreeAt: time.nullable().describe('the oldest that no legal hold keeps'),
        holds: z.number().int().describe('legal holds that stand and could cover some'),
        heldBeyondPeriod: z.boolean().describe('a legal hold keeps some beyond the period'),
        estimatedCount: count,
      }),
    ),
  }),
})

export const changeRetention = defineRoute({
  name: 'change-retention',
  method: 'put',
  path: '/api/v1/events/retention/{class}',
  summary:
    'Change how long events of a class stay: shorter at will, longer than the default with a reason, which is published',
  permission: 'events:manage-retention',
  stepUp: true,
  params: z.strictObject({ class: classId }),
  body: z.strictObject({
    days: z.number().int().min(1).max(daysMax).nullable().describe('null: the default again'),
    reason: reason.nullable().default(null),
  }),
  output: done,
})

export const retentionConsequence = defineRoute({
  name: 'retention-consequence',
  method: 'get',
  path: '/api/v1/events/retention/{class}/consequence',
  summary: 'How many events of a class the next run would delete if they stayed for so many days',
  permission: 'events:manage-retention',
  params: z.strictObject({ class: classId }),
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(daysMax).optional().describe('absent: the default'),
  }),
  output: z.object({
    days: z.number().int(),
    receivedBefore: time.describe('what was received before goes'),
    deletes: count,
    spared: count.describe('a legal hold keeps these'),
    complete: z.boolean().describe('false: the time allowed ended; there may be more'),
  }),
})

export const listDeletionRuns = defineRoute({
  name: 'list-deletions',
  method: 'get',
  path: '/api/v1/events/deletions',
  summary: 'What was deleted, newest first: counts by run and class, in pages',
  permission: 'events:read',
  query: z.strictObject({
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    deletions: z.array(
      z.object({
        id,
        run: id.describe('deletions of one run share it'),
        at: time,
        reason: z.enum(['expired', 'erased']),
        dataType: z.string(),
        purpose: z.string(),
        count,
        freedBytes: count.describe('by which the files of the database shrank'),
        receivedFrom: time,
        receivedTo: time,
        logged: z.boolean().describe('false: the run is under way, or the next one will log it'),
      }),
    ),
    cursor: z.string().nullable(),
  }),
})

/** Without control characters and halves of pairs, which no event can hold. */
const wellFormed = /^[^\p{Cc}\p{Cs}]+$/u

const scope = {
  organisation: id.nullable().default(null),
  actor: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(wellFormed)
    .nullable()
    .default(null)
    .describe('actor, target, or a word in what was sent'),
  class: z.number().int().min(1).max(32_767).nullable().default(null),
  from: time.nullable().default(null).describe('happened or received from here'),
  to: time.nullable().default(null).describe('until here, not included'),
}

const holdPath = z.strictObject({ hold: id })

export const listHolds = defineRoute({
  name: 'list-holds',
  method: 'get',
  path: '/api/v1/events/holds',
  summary: 'Legal holds, newest first, those that have ended too',
  permission: 'events:read',
  output: z.object({
    holds: z.array(
      z.object({
        id,
        organisation: id.nullable(),
        organisationName: z.string().nullable(),
        actor: z.string().nullable(),
        actorErased: z.boolean().describe('it named a person who was erased since'),
        class: z.number().int().nullable(),
        from: time.nullable(),
        to: time.nullable(),
        reason: z.string(),
        owner: id,
        ownerName: z.string().nullable(),
        createdAt: time,
        endsAt: time,
        endedAt: time.nullable().describe('ended by hand'),
        stands: z.boolean(),
      }),
    ),
  }),
})

export const previewHoldRoute = defineRoute({
  name: 'preview-hold',
  method: 'post',
  path: '/api/v1/events/holds/preview',
  summary: 'How many of the events that are stored now a hold would cover',
  permission: 'events:hold',
  body: z.strictObject(scope),
  output: z.object({
    count,
    complete: z.boolean().describe('false: the time allowed ended; there may be more'),
  }),
})

export const createHoldRoute = defineRoute({
  name: 'create-hold',
  method: 'post',
  path: '/api/v1/events/holds',
  summary: 'Put events under a legal hold: while it stands nothing that it covers expires or is erased',
  permission: 'events:hold',
  body: z.strictObject({
    ...scope,
    reason,
    owner: id.nullable().default(null).describe('person at the provider who answers for it; null: you'),
    endsAt: time.describe('in two years at the latest; a hold can be renewed'),
  }),
  output: z.object({ id }),
})

export const renewHoldRoute = defineRoute({
  name: 'renew-hold',
  method: 'post',
  path: '/api/v1/events/holds/{hold}/renew',
  summary: 'Set another end of a hold that stands',
  permission: 'events:hold',
  params: holdPath,
  body: z.strictObject({ endsAt: time, reason }),
  output: done,
})

export const endHoldRoute = defineRoute({
  name: 'end-hold',
  method: 'post',
  path: '/api/v1/events/holds/{hold}/end',
  summary: 'End a hold: what is past its period goes with the next run',
  permission: 'events:hold',
  stepUp: true,
  params: holdPath,
  body: z.strictObject({ reason }),
  output: done,
})

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

export const retentionRoutes = [
  listRetention,
  retentionConsequence,
  changeRetention,
  listDeletionRuns,
  listHolds,
  previewHoldRoute,
  createHoldRoute,
  renewHoldRoute,
  endHoldRoute,
  previewErasureRoute,
  startErasureRoute,
  listErasuresRoute,
  showErasureRoute,
  proveErasureRoute,
]
