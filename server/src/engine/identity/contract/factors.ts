import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { passkeyRegistration } from './passkey-shapes.ts'
import { done, id, passwordCharacters, time } from './shapes.ts'

const label = z.string().trim().min(1).max(60).describe('how its owner calls it, e.g. "work phone"')
const kind = z.enum(['totp', 'passkeys'])
const factorPath = z.strictObject({ kind, factor: id })
const recoveryCodes = z.array(z.string())
const added = z.object({
  id,
  recoveryCodes: recoveryCodes.nullable().describe('with the first second factor; shown this once'),
})

export const listFactors = defineRoute({
  name: 'list-factors',
  method: 'get',
  path: '/api/v1/me/factors',
  summary: 'Your authenticator apps, passkeys and recovery codes',
  permission: 'self:read',
  output: z.object({
    password: z.boolean(),
    totp: z.array(z.object({ id, label: z.string(), createdAt: time })),
    passkeys: z.array(
      z.object({
        id,
        label: z.string(),
        createdAt: time,
        lastUsedAt: time.nullable(),
        backedUp: z.boolean().describe('kept in several devices by its maker'),
      }),
    ),
    recoveryCodesLeft: z.number().int(),
    passwordCharacters,
    required: z.boolean().describe('whether your organisation requires a second factor'),
  }),
})

export const beginTotp = defineRoute({
  name: 'begin-totp',
  method: 'post',
  path: '/api/v1/me/factors/totp',
  summary: 'Begin to set up an authenticator app; it counts once a code of it is confirmed',
  permission: 'self:enrol',
  stepUp: true,
  body: z.strictObject({ label }),
  output: z.object({
    id,
    secret: z.string().describe('base32, to type in where the picture cannot be read'),
    uri: z.string().describe('otpauth://…'),
    qr: z.string().describe('the same as a picture: data:image/svg+xml;base64,…'),
  }),
})

export const confirmTotp = defineRoute({
  name: 'confirm-totp',
  method: 'post',
  path: '/api/v1/me/factors/totp/{factor}/confirm',
  summary: 'Confirm an authenticator app by its present code',
  permission: 'self:enrol',
  stepUp: true,
  params: z.strictObject({ factor: id }),
  body: z.strictObject({ code: z.string().trim().min(6).max(16) }),
  output: added,
})

export const beginPasskey = defineRoute({
  name: 'begin-passkey',
  method: 'post',
  path: '/api/v1/me/factors/passkeys/options',
  summary: 'What the browser needs to make a passkey',
  permission: 'self:enrol',
  stepUp: true,
  output: z.object({ options: z.record(z.string(), z.unknown()) }),
})

export const addPasskey = defineRoute({
  name: 'add-passkey',
  method: 'post',
  path: '/api/v1/me/factors/passkeys',
  summary: 'Keep the passkey that the browser made',
  permission: 'self:enrol',
  stepUp: true,
  body: z.strictObject({ label, credential: passkeyRegistration }),
  output: added,
})

export const renameFactor = defineRoute({
  name: 'rename-factor',
  method: 'patch',
  path: '/api/v1/me/factors/{kind}/{factor}',
  summary: 'Give an authenticator app or a passkey another name',
  permission: 'self:change',
  params: factorPath,
  body: z.strictObject({ label }),
  output: done,
})

export const removeFactor = defineRoute({
  name: 'remove-factor',
  method: 'delete',
  path: '/api/v1/me/factors/{kind}/{factor}',
  summary: 'Remove an authenticator app or a passkey',
  permission: 'self:change',
  stepUp: true,
  params: factorPath,
  output: done,
})

export const makeRecoveryCodes = defineRoute({
  name: 'make-recovery-codes',
  method: 'post',
  path: '/api/v1/me/factors/recovery-codes',
  summary: 'Make ten new recovery codes in place of all earlier ones; shown this once',
  permission: 'self:change',
  stepUp: true,
  output: z.object({ recoveryCodes }),
})
