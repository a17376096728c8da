import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { id, limit, organisationPath, text, time } from './shapes.ts'

const query = z.strictObject({ before: id.optional().describe('continue before this entry'), limit })

const page = z.object({
  activity: z.array(
    z.object({
      id: id.describe('of the record in the log'),
      type: z.string(),
      text: text.describe('what happened, in words'),
      at: time,
      actor: z.object({
        kind: z.enum(['person', 'service', 'operator', 'system', 'anonymous', 'erased']),
        name: z.string().nullable(),
        way: z.string().nullable(),
        level: z.union([z.literal(1), z.literal(2)]).nullable(),
      }),
      person: z
        .object({ id, name: z.string().nullable().describe('null: erased') })
        .nullable()
        .describe('whom it concerns; null: the organisation'),
    }),
  ),
  before: id.nullable(),
})

export const listActivity = defineRoute({
  name: 'list-activity',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/activity',
  summary: 'What happened in an organisation, newest first, in pages',
  permission: 'identity:read-activity',
  params: organisationPath,
  query,
  output: page,
})

export const listMyActivity = defineRoute({
  name: 'list-my-activity',
  method: 'get',
  path: '/api/v1/me/activity',
  summary: 'What happened with your account, newest first, in pages',
  permission: 'self:read',
  query,
  output: page,
})
