import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { dataTypes, purposes } from '../classes.ts'
import { erasureRoutes, wellFormed } from './erasure-contract.ts'

export * from './erasure-contract.ts'

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

export const confirmClockRoute = defineRoute({
  name: 'confirm-clock',
  method: 'post',
  path: '/api/v1/events/retention/clock/confirm',
  summary:
    'Say that the clock of the server is right after a leap, so that events past their period are deleted',
  permission: 'events:manage-retention',
  stepUp: true,
  body: z.strictObject({
    time: time.describe('now, by a clock that is not the server’s: both may differ by five minutes'),
  }),
  output: done,
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
    clock: z.object({
      now: time,
      believedAt: time.nullable().describe('what it said when a run went by it last'),
      isDoubted: z
        .boolean()
        .describe('it has leapt by more than two days: nothing is deleted until it is confirmed'),
    }),
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
        waits: z.boolean().describe('tables are yet to be rewritten, which frees their bytes'),
        receivedFrom: time,
        receivedTo: time,
        logged: z.boolean().describe('false: the run is under way, or the next one will log it'),
      }),
    ),
    cursor: z.string().nullable(),
  }),
})

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

export const retentionRoutes = [
  listRetention,
  retentionConsequence,
  changeRetention,
  listDeletionRuns,
  confirmClockRoute,
  listHolds,
  previewHoldRoute,
  createHoldRoute,
  renewHoldRoute,
  endHoldRoute,
  ...erasureRoutes,
]
