import type { TrustDocument } from 'nachweis-verify'
import { z } from 'zod'
import { chapter, status, text, time, trustClaim } from '../../engine/claims/index.ts'

/** What `/trust.json` looks like, for readers who validate. Does not compile when it differs from the type. */
export const trustSchema = z.object({
  format: z.literal('nachweis-trust/1'),
  generatedAt: time,
  provider: z
    .object({ name: z.string(), country: z.string(), homepage: z.string().nullable(), contact: z.string() })
    .nullable(),
  log: z.object({
    origin: z.string(),
    key: z.string(),
    clockKey: z.string(),
    checkpoint: z.string(),
    size: z.int().min(0),
  }),
  measures: z.array(
    z.object({
      id: z.string(),
      chapter,
      title: text,
      team: z.string().nullable(),
      status,
      claims: z.array(trustClaim),
    }),
  ),
}) satisfies z.ZodType<TrustDocument>
