import { z } from 'zod'
import { defineRoute } from '../../kernel/route.ts'

const listMax = 200
const line = z.string().trim().max(500)
const slug = z.string().max(63)

/** What the console edits; nachweis.yaml has more. Rules stand in its schema, which checks the whole file. */
const parts = {
  provider: z.strictObject({
    name: line,
    country: line,
    homepage: line.nullable(),
    contact: line,
  }),
  teams: z.array(z.strictObject({ id: slug, name: line })).max(listMax),
  measures: z
    .record(slug, z.strictObject({ team: slug }))
    .describe('per measure: the team that answers for it'),
  endpoints: z.array(z.strictObject({ url: line, serverName: line.optional() })).max(listMax),
  timeServers: z.array(line).max(listMax),
  pages: z.array(line).max(listMax),
  backups: z.strictObject({
    everyHours: z.number(),
    places: z.array(z.strictObject({ id: slug, path: line, location: line.optional() })).max(20),
  }),
}

const configurationParts = z.object(parts)
const version = z.string().describe('names the state of the file')
/** Parts that are left out stay as they are. */
const changes = z.strictObject(parts).partial()

export type ConfigurationChanges = z.output<typeof changes>

export const showConfiguration = defineRoute({
  name: 'show-configuration',
  method: 'get',
  path: '/api/v1/configuration',
  summary: 'What this installation promises and checks, as far as the console edits it',
  permission: 'configuration:read',
  output: z.object({
    version,
    configuration: configurationParts,
    isExample: z.boolean().describe('the provider is still the one of the first file'),
    isWritable: z.boolean().describe('whether the server may write nachweis.yaml'),
    publicUrl: z.string().nullable(),
    hasMail: z.boolean(),
  }),
})

export const previewConfiguration = defineRoute({
  name: 'preview-configuration',
  method: 'post',
  path: '/api/v1/configuration/preview',
  summary: 'Which lines of nachweis.yaml a change would touch; nothing is written',
  permission: 'configuration:read',
  body: z.strictObject({ changes }),
  output: z.object({
    lines: z.array(
      z.object({ kind: z.enum(['removed', 'added']), number: z.number().int(), text: z.string() }),
    ),
  }),
})

export const changeConfiguration = defineRoute({
  name: 'change-configuration',
  method: 'patch',
  path: '/api/v1/configuration',
  summary: 'Change nachweis.yaml; it is checked as a whole, written and taken over',
  permission: 'configuration:change',
  stepUp: true,
  body: z.strictObject({ version, changes }),
  output: z.object({ version }),
})
