import { parseStored, disclosedByIds } from '../log/index.ts'
import type { DisclosedRecord, EvidenceRecorded, LogRecord, Verdict } from 'nachweis-verify'
import { Problem } from '../../kernel/problem.ts'
import type { Reader } from '../../platform/database/database.ts'
import { claimsReader } from './tables.ts'

export interface EvidenceRow {
  readonly id: string
  readonly check: string
  readonly target: string
  readonly verdict: Verdict
  readonly receivedAt: string
}

/** Evidence of a claim, newest first; `before` is the id that ended the page before. */
export async function listEvidence(reader: Reader, claim: string, before: string | undefined, limit: number) {
  const query = claimsReader(reader)
    .selectFrom('claims.evidence')
    .selectAll()
    .where('claim', '=', claim)
    .orderBy('record_id', 'desc')
    .limit(limit + 1)
  const rows = await (before === undefined ? query : query.where('record_id', '<', before)).execute()
  const evidence = rows.slice(0, limit).map((row): EvidenceRow => ({
    id: row.record_id,
    check: row.check_id,
    target: row.target,
    verdict: row.verdict,
    receivedAt: row.received_at.toISOString(),
  }))
  return { evidence, before: rows.length > limit ? (evidence.at(-1)?.id ?? null) : null }
}

export type PlacedEvidence = DisclosedRecord<LogRecord<'claims.evidence-recorded', EvidenceRecorded>>

/** An evidence record once it is a leaf; null when there is none of this id, or not yet. */
export async function readEvidence(reader: Reader, id: string): Promise<PlacedEvidence | null> {
  const [row] = await disclosedByIds(reader, [id])
  const placed = row && parseStored(row)
  return placed?.record.type === 'claims.evidence-recorded' ? (placed as PlacedEvidence) : null
}

/** What the check saw. Throws a Problem when nothing was kept. */
export async function readObservation(
  reader: Reader,
  id: string,
): Promise<{ digest: string; observation: unknown }> {
  const row = await claimsReader(reader)
    .selectFrom('claims.evidence')
    .innerJoin('claims.observation', 'claims.observation.digest', 'claims.evidence.observation_digest')
    .select(['claims.observation.digest', 'claims.observation.body'])
    .where('claims.evidence.record_id', '=', id)
    .executeTakeFirst()
  if (!row)
    throw new Problem('not-found', 'no-observation', {
      de: 'Zu diesem Nachweis gibt es keine Beobachtung: Es ließ sich nichts beobachten.',
      en: 'No observation is kept for this evidence: nothing could be observed.',
    })
  return { digest: row.digest, observation: JSON.parse(row.body) as unknown }
}
