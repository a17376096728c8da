import { z } from 'zod'
import { roleNames } from '../../../kernel/policy.ts'

/** Pieces that several contracts share. */
export const id = z.uuid()
export const time = z.iso.datetime()
export const role = z
  .enum(roleNames as [string, ...string[]])
  .transform((name) => name as (typeof roleNames)[number])
export const language = z.enum(['de', 'en'])
export const organisationPath = z.strictObject({ organisation: id })
/** As typed; normalised by the server. */
export const email = z.string().trim().min(3).max(254)
export const personName = z.string().trim().min(1).max(120)
export const done = z.object({})
export const text = z.object({ de: z.string(), en: z.string() })
/** Where a page ended; the server made it and refuses any other. */
export const cursor = z.string().max(1000)
export const limit = z.coerce.number().int().min(1).max(200).default(50)
export const search = z.string().trim().max(120).optional().describe('part of a name or e-mail address')
export const factors = z.object({
  password: z.boolean(),
  totp: z.number().int().describe('authenticator apps'),
  passkeys: z.number().int(),
  recoveryCodesLeft: z.number().int(),
})
/** Bounded long before it is hashed; rules of its own tell what a good one is. */
export const password = z.string().min(1).max(1024)
export const passwordCharacters = z.number().int().describe('that a new password needs at least')
export const code = z.string().trim().min(6).max(64)
/** One-time links carry 256 bits. */
export const linkSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
