import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { id, text, time } from './shapes.ts'

const personPath = z.strictObject({ organisation: id, person: id })
const ended = z.object({ sessionsEnded: z.number().int() })

const sessions = z.object({
  sessions: z.array(
    z.object({
      id,
      device: text.describe('browser and system in words'),
      address: z.string(),
      way: z.string(),
      level: z.union([z.literal(1), z.literal(2)]),
      enrolment: z.boolean().describe('may only set up the second factor that is owed'),
      current: z.boolean().describe('the one that asks'),
      createdAt: time,
      seenAt: time,
      expiresAt: time,
    }),
  ),
})

export const listMySessions = defineRoute({
  name: 'list-my-sessions',
  method: 'get',
  path: '/api/v1/me/sessions',
  summary: 'Where you are signed in',
  permission: 'self:read',
  output: sessions,
})

export const endMySession = defineRoute({
  name: 'end-my-session',
  method: 'delete',
  path: '/api/v1/me/sessions/{session}',
  summary: 'End one of your sessions',
  permission: 'self:end-sessions',
  stepUp: true,
  params: z.strictObject({ session: id }),
  output: ended,
})

export const endMyOtherSessions = defineRoute({
  name: 'end-my-other-sessions',
  method: 'delete',
  path: '/api/v1/me/sessions',
  summary: 'End all of your sessions but this one',
  permission: 'self:end-sessions',
  stepUp: true,
  output: ended,
})

export const listSessions = defineRoute({
  name: 'list-sessions',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/people/{person}/sessions',
  summary: 'Where a person is signed in',
  permission: 'identity:read-sessions',
  params: personPath,
  output: sessions,
})

export const endSession = defineRoute({
  name: 'end-session',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/people/{person}/sessions/{session}',
  summary: 'End one session of a person',
  permission: 'identity:end-sessions',
  params: personPath.extend({ session: id }),
  output: ended,
})

export const endAllSessions = defineRoute({
  name: 'end-all-sessions',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/people/{person}/sessions',
  summary: 'End all sessions of a person',
  permission: 'identity:end-sessions',
  params: personPath,
  output: ended,
})

export const reportNotMe = defineRoute({
  name: 'report-not-me',
  method: 'post',
  path: '/api/v1/not-me',
  summary: 'Answer a notice with "this was not me": everything ends, and a link to a new password is sent',
  permission: 'public',
  body: z.strictObject({ secret: z.string().max(100) }),
  output: ended.extend({ tokensRevoked: z.number().int(), factorsRemoved: z.number().int() }),
})
