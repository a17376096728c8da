import { z } from 'zod'
import { roleNames } from '../../../kernel/policy.ts'

/** Pieces that several contracts share. */
export const id = z.uuid()
export const time = z.iso.datetime()
export const role = z.enum(roleNames as [string, ...string[]]).transform((name) => name as (typeof roleNames)[number])
export const language = z.enum(['de', 'en'])
export const organisationPath = z.strictObject({ organisation: id })
/** As typed; normalised by the server. */
export const email = z.string().trim().min(3).max(254)
export const personName = z.string().trim().min(1).max(120)
export const done = z.object({})
