import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { dataTypes, purposes } from '../classes.ts'
import { outcomes } from '../event.ts'
import { mappedFields, settingsChange, wholeSettings } from './settings.ts'
import { sourceStates } from './state-names.ts'

const id = z.uuid()
const time = z.iso.datetime()
const count = z.number().int()
const done = z.object({})
const nameCharactersMax = 80
const pageMax = 100
export const sampleCharactersMax = 32_000
export const previewEventsMax = 20

/** Visible characters only: one name must not look like another. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(nameCharactersMax)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*[\p{L}\p{N}][^\p{C}\p{Zl}\p{Zp}]*$/u)

const organisationPath = z.strictObject({ organisation: id.describe('the provider’s') })
const sourcePath = organisationPath.extend({ source: id })
const named = z.object({ id, name: z.string() })

const source = z.object({
  id,
  name: z.string(),
  state: z.enum(sourceStates),
  createdAt: time,
  lastReceivedAt: time.nullable(),
  received: count.describe('events ever stored'),
  lastHours: z.array(count).describe('events of the last 24 hours, hour by hour, oldest first'),
  tokens: z.object({ count, endsAt: time.nullable().describe('of the one that ends first') }),
  customer: named.nullable().describe('whose the events are that name no customer; null: the provider'),
  dataType: z.enum(dataTypes),
  purpose: z.enum(purposes),
})
export type SourceRow = z.output<typeof source>

export const listSources = defineRoute({
  name: 'list-event-sources',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-sources',
  summary: 'Sources of events with their state, by name, in pages',
  permission: 'events:read-sources',
  params: organisationPath,
  query: z.strictObject({
    search: z.string().trim().max(nameCharactersMax).optional().describe('part of a name'),
    after: z
      .string()
      .max(nameCharactersMax * 2)
      .optional()
      .describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(pageMax).default(50),
  }),
  output: z.object({ sources: z.array(source), next: z.string().nullable() }),
})

export const createSource = defineRoute({
  name: 'create-event-source',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/event-sources',
  summary: 'Create a source of events; give it a token to let it send',
  permission: 'events:manage-sources',
  params: organisationPath,
  body: z.strictObject({ name, settings: settingsChange.default({}) }),
  output: z.object({ id }),
})

const hourOfSource = z.object({
  hour: time,
  received: count.describe('stored'),
  refused: count,
  repeated: count.describe('sent again with the same key, and not stored again'),
  late: count.describe('more than an hour old when they came'),
  outOfOrder: count.describe('older than one that came before'),
  future: count.describe('more than five minutes ahead of our clock'),
  timeless: count.describe('without a time that can be read'),
  unmapped: count.describe('neither actor nor action understood'),
})

export const showSource = defineRoute({
  name: 'show-event-source',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}',
  summary:
    'A source with its settings, its clock, the gaps in its numbers and what came from it hour by hour',
  permission: 'events:read-sources',
  params: sourcePath,
  output: source.extend({
    settings: wholeSettings,
    clock: z
      .object({
        offsetMs: z
          .number()
          .describe('median of receipt minus time of event: negative when its clock is ahead'),
        events: count.describe('that the median was taken of, in the last two hours'),
        zoneS: z
          .number()
          .nullable()
          .describe('set when the offset looks like a time zone that is missing from the times'),
      })
      .nullable(),
    gaps: z.object({
      missing: count,
      ranges: z
        .array(z.object({ key: z.string(), from: z.number(), to: z.number(), since: time }))
        .describe('the newest'),
    }),
    hours: z
      .array(hourOfSource)
      .describe('the last seven days, oldest first; hours without events are left out'),
    ways: z.object({
      http: z.url().describe('where this installation is reached'),
      syslog: z
        .object({ port: count, tls: z.boolean() })
        .nullable()
        .describe('its listener for syslog; null: nachweis.yaml declares none'),
    }),
  }),
})
export type SourceDetail = z.output<typeof showSource.output>

export const changeSource = defineRoute({
  name: 'change-event-source',
  method: 'patch',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}',
  summary:
    'Change the name or some settings of a source; in force within seconds, for events that come from then on',
  permission: 'events:manage-sources',
  params: sourcePath,
  body: z.strictObject({ name: name.optional(), settings: settingsChange.optional() }),
  output: done,
})

export const pauseSource = defineRoute({
  name: 'pause-event-source',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/pause',
  summary: 'Let a source wait: what it sends is answered 503 with Retry-After, and nothing is stored',
  permission: 'events:manage-sources',
  params: sourcePath,
  output: done,
})

export const resumeSource = defineRoute({
  name: 'resume-event-source',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/resume',
  summary: 'Take events of a paused source again',
  permission: 'events:manage-sources',
  params: sourcePath,
  output: done,
})

export const deleteSource = defineRoute({
  name: 'delete-event-source',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}',
  summary: 'Delete a source that has no valid token any more; its events stay, with its name',
  permission: 'events:manage-sources',
  params: sourcePath,
  output: done,
})

const token = z.object({
  id,
  name: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  expired: z.boolean(),
  lastUsedAt: time.nullable(),
})

export const listSourceTokens = defineRoute({
  name: 'list-event-source-tokens',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/tokens',
  summary: 'Tokens of a source, newest first',
  permission: 'events:read-sources',
  params: sourcePath,
  output: z.object({ tokens: z.array(token) }),
})

export const createSourceToken = defineRoute({
  name: 'create-event-source-token',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/tokens',
  summary: 'Create a token that lets a program send events as this source',
  permission: 'events:manage-sources',
  stepUp: true,
  params: sourcePath,
  body: z.strictObject({
    name,
    days: z
      .union([z.literal(90), z.literal(365), z.literal(730), z.null()])
      .describe('how long it works; null: until it is revoked'),
  }),
  output: z.object({ id, secret: z.string().describe('shown this once'), expiresAt: time.nullable() }),
})

export const revokeSourceToken = defineRoute({
  name: 'revoke-event-source-token',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/tokens/{token}',
  summary: 'Revoke a token of a source; it stops working within seconds, on every server',
  permission: 'events:manage-sources',
  params: sourcePath.extend({ token: id }),
  output: done,
})

const understood = z.object({
  refused: z
    .object({ reason: z.string(), message: z.string() })
    .nullable()
    .describe('set: it would not be stored'),
  fields: z
    .partialRecord(z.enum(mappedFields), z.object({ value: z.string(), path: z.string().nullable() }))
    .describe(
      'what is understood, and where in the event it stands; a path of null: from the settings or the transport',
    ),
  organisation: named.nullable(),
  outcome: z.enum(outcomes),
  flags: z.array(z.enum(['time-missing', 'future', 'late', 'unmapped'])),
})
export type Understood = z.output<typeof understood>

export const previewMapping = defineRoute({
  name: 'preview-event-mapping',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/event-sources/{source}/preview',
  summary:
    'What the newest events of a source, or a pasted sample, would mean under other settings; changes nothing',
  permission: 'events:manage-sources',
  params: sourcePath,
  body: z.strictObject({
    settings: settingsChange.default({}),
    sample: z.string().max(sampleCharactersMax).optional().describe('JSON: an object, an array, or NDJSON'),
    limit: z.number().int().min(1).max(previewEventsMax).default(10),
  }),
  output: z.object({
    events: z.array(
      z.object({
        id: z.string().nullable(),
        receivedAt: time,
        body: z.record(z.string(), z.unknown()),
        before: understood.describe('under the settings in force'),
        after: understood.describe('under the settings given'),
      }),
    ),
  }),
})

export const listSourceCustomers = defineRoute({
  name: 'list-event-source-customers',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/event-source-customers',
  summary: 'Organisations that events of a source can belong to, by part of their name',
  permission: 'events:read-sources',
  params: organisationPath,
  query: z.strictObject({ search: z.string().trim().max(nameCharactersMax).optional() }),
  output: z.object({ organisations: z.array(named), more: z.boolean() }),
})
