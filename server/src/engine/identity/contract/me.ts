import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { done, factors, id, language, personName, text, time } from './shapes.ts'

export const showMe = defineRoute({
  name: 'show-me',
  method: 'get',
  path: '/api/v1/me',
  summary: 'Who you are here, what you may do and what you should look after',
  permission: 'self:read',
  output: z.object({
    person: z.object({ id, name: z.string(), email: z.string(), language }),
    organisation: z.object({ id, kind: z.enum(['provider', 'customer']), name: z.string() }),
    roles: z.array(z.string()),
    session: z
      .object({
        id,
        level: z.union([z.literal(1), z.literal(2)]),
        way: z.string(),
        enrolment: z.boolean(),
        authenticatedAt: time,
      })
      .nullable()
      .describe('null: asked with a token'),
    permissions: z.array(z.string()).describe('in your own organisation'),
    factors,
    notices: z.array(
      z.object({
        code: z.enum([
          'second-factor-owed',
          'second-factor-encouraged',
          'recovery-codes-missing',
          'recovery-codes-low',
        ]),
        text,
        action: z.enum(['set-up-second-factor', 'make-recovery-codes']),
      }),
    ),
  }),
})

export const changeMe = defineRoute({
  name: 'change-me',
  method: 'patch',
  path: '/api/v1/me',
  summary: 'Change your name or language',
  permission: 'self:change',
  body: z.strictObject({ name: personName.optional(), language: language.optional() }),
  output: done,
})
