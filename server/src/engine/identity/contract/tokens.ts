import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { done, id, organisationPath, time } from './shapes.ts'

const scopesMax = 60
const tokenName = z.string().trim().min(1).max(120)

const token = z.object({
  id,
  kind: z.enum(['personal', 'service']),
  name: z.string(),
  person: z.object({ id, name: z.string() }).nullable().describe('null: a service account'),
  scopes: z.array(z.string()),
  createdAt: time,
  expiresAt: time,
  expired: z.boolean(),
  lastUsedAt: time.nullable(),
})

const newToken = z.strictObject({
  name: tokenName,
  scopes: z.array(z.string().max(80)).min(1).max(scopesMax),
  days: z.union([z.literal(30), z.literal(90), z.literal(365)]).describe('how long it works'),
})

const created = z.object({ id, secret: z.string().describe('shown this once'), expiresAt: time })

export const listMyTokens = defineRoute({
  name: 'list-my-tokens',
  method: 'get',
  path: '/api/v1/me/tokens',
  summary: 'Your personal tokens',
  permission: 'self:read',
  output: z.object({ tokens: z.array(token) }),
})

export const createMyToken = defineRoute({
  name: 'create-my-token',
  method: 'post',
  path: '/api/v1/me/tokens',
  summary: 'Create a personal token, limited to scopes',
  permission: 'self:create-token',
  stepUp: true,
  body: newToken,
  output: created,
})

export const revokeMyToken = defineRoute({
  name: 'revoke-my-token',
  method: 'delete',
  path: '/api/v1/me/tokens/{token}',
  summary: 'Revoke one of your tokens',
  permission: 'self:revoke-token',
  params: z.strictObject({ token: id }),
  output: done,
})

export const listTokens = defineRoute({
  name: 'list-tokens',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/tokens',
  summary: 'Service accounts of an organisation and personal tokens of its people',
  permission: 'identity:read-tokens',
  params: organisationPath,
  output: z.object({ tokens: z.array(token) }),
})

export const createToken = defineRoute({
  name: 'create-token',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/tokens',
  summary: 'Create a service account with its token, limited to scopes',
  permission: 'identity:create-token',
  stepUp: true,
  params: organisationPath,
  body: newToken,
  output: created,
})

export const revokeToken = defineRoute({
  name: 'revoke-token',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/tokens/{token}',
  summary: 'Revoke a token of the organisation or of one of its people',
  permission: 'identity:revoke-token',
  params: organisationPath.extend({ token: id }),
  output: done,
})
