import { z } from 'zod'
import { defineRoute } from '../../kernel/route.ts'
import { basis, chapter, population, status, text, trustClaim, withdrawn } from './contract/claim-shape.ts'

const slug = z.string().regex(/^[a-z0-9-]{1,64}$/)
const claimPath = z.strictObject({ measure: slug, claim: slug })
const time = z.iso.datetime()
const verdict = z.enum(['holds', 'fails', 'unknown'])

/** A claim in a listing. */
const claimRow = z.object({
  id: z.string(),
  measure: z.string(),
  chapter,
  text,
  basis,
  status,
  since: time,
  lastCheckedAt: time.nullable(),
  nextCheckAt: time.nullable(),
  validUntil: time.nullable(),
  coverage: population,
  reason: text.nullable().describe('why it does not hold: what was observed, or what is missing'),
  withdrawn,
})

const evidenceRow = z.object({
  id: z.string(),
  check: z.string(),
  target: z.string(),
  verdict,
  receivedAt: time,
})

export const listMeasures = defineRoute({
  name: 'list-measures',
  method: 'get',
  path: '/api/v1/measures',
  summary: 'All measures with their claims and computed status',
  permission: 'public',
  output: z.object({
    measures: z.array(
      z.object({
        id: z.string(),
        chapter,
        title: text,
        team: z.string().nullable(),
        status,
        claims: z.array(claimRow),
      }),
    ),
  }),
})

export const showClaim = defineRoute({
  name: 'show-claim',
  method: 'get',
  path: '/api/v1/claims/{measure}/{claim}',
  summary: 'One claim with its history, checks and newest evidence',
  permission: 'public',
  params: claimPath,
  output: z.object({ claim: trustClaim, measure: z.object({ id: z.string(), chapter, title: text }) }),
})

export const listEvidence = defineRoute({
  name: 'list-evidence',
  method: 'get',
  path: '/api/v1/claims/{measure}/{claim}/evidence',
  summary: 'Evidence of a claim, newest first, in pages',
  permission: 'public',
  params: claimPath,
  query: z.strictObject({
    before: z.uuid().optional().describe('continue before this evidence id'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ evidence: z.array(evidenceRow), before: z.string().nullable() }),
})

export const showObservation = defineRoute({
  name: 'show-observation',
  method: 'get',
  path: '/api/v1/evidence/{id}/observation',
  summary: 'What a check saw, in full',
  permission: 'claims:read-observation',
  params: z.strictObject({ id: z.uuid() }),
  output: z.object({ digest: z.string(), observation: z.unknown() }),
})

export const runCheck = defineRoute({
  name: 'run-check',
  method: 'post',
  path: '/api/v1/checks/{measure}/{claim}/run',
  summary: 'Run a check now on all its targets and wait for the evidence',
  permission: 'claims:run-check',
  params: claimPath,
  output: z.object({ evidence: z.array(evidenceRow.extend({ code: z.string(), observed: text })) }),
})

export const withdrawClaim = defineRoute({
  name: 'withdraw-claim',
  method: 'post',
  path: '/api/v1/claims/{measure}/{claim}/withdraw',
  summary: 'Withdraw a claim, in public and with a reason',
  permission: 'claims:withdraw',
  params: claimPath,
  body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
  output: z.object({ claim: z.string() }),
})

export const reinstateClaim = defineRoute({
  name: 'reinstate-claim',
  method: 'post',
  path: '/api/v1/claims/{measure}/{claim}/reinstate',
  summary: 'Promise a withdrawn claim again',
  permission: 'claims:withdraw',
  params: claimPath,
  output: z.object({ claim: z.string() }),
})
