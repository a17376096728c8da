import { sql } from 'kysely'
import type { EvidenceRecorded } from 'nachweis-verify'
import type { Actor } from '../../kernel/actor.ts'
import { isoTime } from '../../kernel/clock.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { append } from '../log/index.ts'
import type { Finding } from './define.ts'
import { takeClaimsLock } from './lock.ts'
import type { Observed } from './observe.ts'
import { settle } from './settle.ts'
import { claimsWriter } from './tables.ts'

/**
 * Writes what was observed: evidence, its leaf and the status that follows, in one transaction. Answers the ids of the
 * evidence records. Evidence for a claim that was changed or retired meanwhile is dropped: nobody published it.
 */
export async function recordEvidence(
  platform: Platform,
  observed: Observed,
  actor: Actor,
): Promise<string[]> {
  return platform.database.transaction(async (tx) => {
    await takeClaimsLock(tx)
    const versions = await publishedVersions(
      tx,
      observed.findings.map(({ check }) => check.id),
    )
    const now = platform.clock.now()
    const evidence = observed.findings.flatMap(({ check, finding }) => {
      const claimVersion = versions.get(check.id)
      return claimVersion === undefined
        ? []
        : [evidenceOf(observed, check.id, claimVersion, check.check, finding, now)]
    })
    if (evidence.length === 0) return []
    const drafts = evidence.map((data) => ({ type: 'claims.evidence-recorded', data, disclosed: true }))
    const ids = (await append(tx, drafts, actor, now)).map((record) => record.id)
    await insertEvidence(tx, evidence, ids)
    await upsertLatest(tx, evidence, ids)
    if (observed.observation !== null) await insertObservation(tx, observed, now)
    await settle(
      tx,
      evidence.map(({ claim }) => claim),
      now,
      ids[0],
    )
    return ids
  })
}

async function publishedVersions(tx: Writer, claims: readonly string[]): Promise<Map<string, number>> {
  const rows = await claimsWriter(tx)
    .selectFrom('claims.published')
    .select(['id', sql<number>`(data->>'version')::integer`.as('version')])
    .where('kind', '=', 'claim')
    .where('id', 'in', [...claims])
    .execute()
  return new Map(rows.map((row) => [row.id, row.version]))
}

function evidenceOf(
  observed: Observed,
  id: string,
  claimVersion: number,
  check: { readonly version: number; readonly validityMs: number },
  finding: Finding,
  now: number,
): EvidenceRecorded {
  const period = finding.period ?? { from: observed.from, to: observed.to }
  return {
    claim: id,
    claimVersion,
    check: id,
    checkVersion: check.version,
    target: observed.target,
    period: { from: isoTime(period.from), to: isoTime(period.to) },
    population: finding.population ?? { checked: finding.verdict === 'unknown' ? 0 : 1, total: 1 },
    verdict: finding.verdict,
    code: finding.code,
    observed: finding.observed,
    observationDigest: observed.digest,
    receivedAt: isoTime(now),
    validUntil: isoTime(now + check.validityMs),
  }
}

async function insertEvidence(
  tx: Writer,
  evidence: readonly EvidenceRecorded[],
  ids: readonly string[],
): Promise<void> {
  const rows = evidence.map((row, i) => ({
    record_id: ids[i] as string,
    claim: row.claim,
    check_id: row.check,
    target: row.target,
    verdict: row.verdict,
    received_at: new Date(row.receivedAt),
    observation_digest: row.observationDigest,
  }))
  await claimsWriter(tx).insertInto('claims.evidence').values(rows).execute()
}

async function upsertLatest(
  tx: Writer,
  evidence: readonly EvidenceRecorded[],
  ids: readonly string[],
): Promise<void> {
  const rows = evidence.map((row, i) => {
    const concludes = row.verdict !== 'unknown'
    const at = new Date(row.receivedAt)
    return {
      claim: row.claim,
      claim_version: row.claimVersion,
      check_id: row.check,
      target: row.target,
      last_record_id: ids[i] as string,
      last_received_at: at,
      conclusive_record_id: concludes ? (ids[i] as string) : null,
      verdict: concludes ? row.verdict : null,
      received_at: concludes ? at : null,
      valid_until: concludes ? new Date(row.validUntil) : null,
      checked: row.population.checked,
      total: row.population.total,
    }
  })
  // An inconclusive run moves only the first two columns once something conclusive stands.
  const keep = (column: string) =>
    sql`case when excluded.verdict is null and latest.verdict is not null then latest.${sql.ref(column)} else excluded.${sql.ref(column)} end`
  await claimsWriter(tx)
    .insertInto('claims.latest')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['claim', 'claim_version', 'check_id', 'target']).doUpdateSet({
        last_record_id: sql`excluded.last_record_id`,
        last_received_at: sql`excluded.last_received_at`,
        conclusive_record_id: keep('conclusive_record_id'),
        verdict: keep('verdict'),
        received_at: keep('received_at'),
        valid_until: keep('valid_until'),
        checked: keep('checked'),
        total: keep('total'),
      } as never),
    )
    .execute()
}

async function insertObservation(tx: Writer, observed: Observed, now: number): Promise<void> {
  await claimsWriter(tx)
    .insertInto('claims.observation')
    .values({ digest: observed.digest, body: observed.observation as string, received_at: new Date(now) })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}
