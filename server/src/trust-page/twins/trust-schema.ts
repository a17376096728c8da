import type { TrustDocument } from 'nachweis-verify'
import { z } from 'zod'

const text = z.object({ de: z.string(), en: z.string() })
const time = z.iso.datetime({ precision: 3 })
const status = z.enum(['holding', 'failing', 'stale', 'unknown'])
const count = z.int().min(0)
const population = z.object({ checked: count, total: count })

const check = z.object({ id: z.string(), version: z.int(), everyMs: count, validityMs: count, method: text })

const evidence = z.object({
  id: z.uuid(),
  index: count.describe('leaf index in the log'),
  check: z.string(),
  checkVersion: z.int(),
  target: z.string(),
  verdict: z.enum(['holds', 'fails', 'unknown']),
  code: z.string(),
  observed: text,
  population,
  receivedAt: time,
  validUntil: time,
  counts: z.boolean().describe('false: an unknown after which older, conclusive evidence still counts'),
})

const historyDay = z.object({
  day: z.iso.date(),
  holding: count,
  failing: count,
  stale: count,
  unknown: count,
})

const claim = z.object({
  id: z.string(),
  version: z.int(),
  text,
  template: text,
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])),
  basis: z.enum(['executed', 'observed', 'attested', 'certified', 'contractual']),
  status,
  since: time,
  lastCheckedAt: time.nullable(),
  nextCheckAt: time.nullable(),
  validUntil: time.nullable(),
  coverage: population,
  checks: z.array(check),
  evidence: z.array(evidence),
  restsOn: z.array(z.string()),
  needs: text.nullable(),
  withdrawn: z.object({ at: time, reason: z.string() }).nullable(),
  history: z.array(historyDay).max(90).describe('UTC days, ms in each status'),
  changes: z.array(z.object({ from: status, to: status, since: time, cause: z.string() })).max(20),
  missedRuns: count,
  index: count,
})

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
    size: count,
  }),
  measures: z.array(
    z.object({
      id: z.string(),
      chapter: z.enum([
        'legal',
        'infrastructure',
        'corporate',
        'product',
        'data',
        'endpoint',
        'ai',
        'privacy',
        'documents',
      ]),
      title: text,
      team: z.string().nullable(),
      status,
      claims: z.array(claim),
    }),
  ),
}) satisfies z.ZodType<TrustDocument>
