import { z } from 'zod'
import type { TrustClaim } from 'nachweis-verify'

export const text = z.object({ de: z.string(), en: z.string() })
export const time = z.iso.datetime({ precision: 3 })
export const status = z.enum(['holding', 'failing', 'stale', 'unknown'])
export const basis = z.enum(['executed', 'observed', 'attested', 'certified', 'contractual'])
export const chapter = z.enum([
  'legal',
  'infrastructure',
  'corporate',
  'product',
  'data',
  'endpoint',
  'ai',
  'privacy',
  'documents',
])
const count = z.int().min(0)
export const population = z.object({ checked: count, total: count })
export const withdrawn = z.object({ at: time, reason: z.string() }).nullable()

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
  basis,
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
  withdrawn,
  history: z.array(historyDay).max(90).describe('UTC days, ms in each status'),
  changes: z.array(z.object({ from: status, to: status, since: time, cause: z.string() })).max(20),
  missedRuns: count,
  index: count,
}) satisfies z.ZodType<TrustClaim>

/** A claim as `/trust.json` tells it. Does not compile when it differs from the type. */
export const trustClaim: z.ZodType<TrustClaim, TrustClaim> = claim
