import {
  claimState,
  type ClaimPublished,
  type ClaimState,
  type Evidence,
  type LatestEvidence,
  type Status,
  type StatusChanged,
} from 'nachweis-verify'
import { sql, type Selectable } from 'kysely'
import { isoTime } from '../../kernel/clock.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import { append } from '../log/index.ts'
import { claimsReader, claimsWriter, type LatestTable } from './tables.ts'

/**
 * Computes the status of claims (all, or those named and what rests on them) and records what changed. The caller holds
 * the claims lock. `cause` of a change is the id of the record that brought it, or `time` when validity ended. `now` in ms.
 */
export async function settle(
  tx: Writer,
  claims: readonly string[] | null,
  now: number,
  cause = 'time',
): Promise<void> {
  const before = await readStatuses(tx)
  const states = await computeStates(tx, claims, before, now)
  const changes: StatusChanged[] = []
  for (const [claim, { state, ended }] of states) {
    const from = before.get(claim) ?? 'unknown'
    if (from === state.status) continue
    // Staleness is true since the evidence ran out, however late it was noticed.
    const since = isoTime(state.status === 'stale' && ended !== null ? Math.min(ended, now) : now)
    changes.push({ claim, from, to: state.status, since, cause: state.status === 'stale' ? 'time' : cause })
  }
  if (changes.length > 0) await recordChanges(tx, changes, now)
}

async function readStatuses(reader: Reader): Promise<Map<string, Status>> {
  const rows = await claimsReader(reader).selectFrom('claims.status').select(['claim', 'status']).execute()
  return new Map(rows.map((row) => [row.claim, row.status]))
}

interface Settled {
  readonly state: ClaimState
  /** When the evidence that ran out last did so, in ms. */
  readonly ended: number | null
}

async function computeStates(
  tx: Writer,
  claims: readonly string[] | null,
  before: ReadonlyMap<string, Status>,
  now: number,
) {
  const published = await readClaims(tx, claims)
  const latest = await readLatest(tx, [...published.keys()])
  const withdrawn = new Set(
    (await claimsWriter(tx).selectFrom('claims.withdrawn').select('claim').execute()).map((row) => row.claim),
  )
  const settled = new Map<string, Settled>()
  const visit = (id: string, path: readonly string[]): Status => {
    const done = settled.get(id)
    const claim = published.get(id)
    if (done) return done.state.status
    if (!claim || path.includes(id)) return before.get(id) ?? 'unknown'
    const evidence = (check: string, target: string) =>
      latest.get([id, claim.version, check, target].join('\n'))
    const state = claimState(claim, evidence, (other) => visit(other, [...path, id]), withdrawn.has(id), now)
    const ends = [
      firstEnd(claim, evidence, now),
      ...claim.restsOn.map((other) => settled.get(other)?.ended ?? null),
    ]
    settled.set(id, { state, ended: earliest(ends) })
    return state.status
  }
  for (const id of published.keys()) visit(id, [])
  return settled
}

/** The claims named and all that rest on any claim: few, and they may rest on those named. */
async function readClaims(tx: Writer, ids: readonly string[] | null): Promise<Map<string, ClaimPublished>> {
  const all = claimsWriter(tx)
    .selectFrom('claims.published')
    .select(['id', 'data'])
    .where('kind', '=', 'claim')
  const some = all.where((where) =>
    where.or([where('id', 'in', [...(ids ?? [])]), sql<boolean>`data->'restsOn' <> '[]'`]),
  )
  const rows = await (ids === null ? all : some).execute()
  return new Map(rows.map((row) => [row.id, row.data as ClaimPublished]))
}

async function readLatest(tx: Writer, ids: readonly string[]): Promise<Map<string, LatestEvidence>> {
  if (ids.length === 0) return new Map()
  const rows = await claimsWriter(tx)
    .selectFrom('claims.latest')
    .selectAll()
    .where('claim', 'in', [...ids])
    .execute()
  return new Map(
    rows.map((row) => [
      [row.claim, row.claim_version, row.check_id, row.target].join('\n'),
      latestEvidence(row),
    ]),
  )
}

/** As much of the evidence as the rule reads. */
function latestEvidence(row: Selectable<LatestTable>): LatestEvidence {
  const population = { checked: row.checked, total: row.total }
  const last = { data: { receivedAt: row.last_received_at.toISOString(), population } } as Evidence
  if (!row.verdict || !row.received_at || !row.valid_until) return { last, conclusive: null }
  const times = { receivedAt: row.received_at.toISOString(), validUntil: row.valid_until.toISOString() }
  return { last, conclusive: { data: { verdict: row.verdict, population, ...times } } as Evidence }
}

function firstEnd(
  claim: ClaimPublished,
  evidence: (check: string, target: string) => LatestEvidence | undefined,
  now: number,
): number | null {
  const ends = claim.checks
    .flatMap((check) => check.targets.map((target) => evidence(check.id, target)?.conclusive))
    .flatMap((found) => (found?.data.verdict === 'holds' ? [Date.parse(found.data.validUntil)] : []))
    .filter((end) => end <= now)
  return earliest(ends)
}

function earliest(ends: readonly (number | null)[]): number | null {
  const known = ends.filter((end) => end !== null)
  return known.length === 0 ? null : Math.min(...known)
}

async function recordChanges(tx: Writer, changes: readonly StatusChanged[], now: number): Promise<void> {
  const drafts = changes.map((data) => ({ type: 'claims.status-changed', data, disclosed: true }))
  const records = await append(tx, drafts, { kind: 'system', name: 'claims' }, now)
  const rows = changes.map((change, i) => ({ ...change, record_id: (records[i] as { id: string }).id }))
  await claimsWriter(tx)
    .insertInto('claims.change')
    .values(
      rows.map((row) => ({
        record_id: row.record_id,
        claim: row.claim,
        from_status: row.from,
        to_status: row.to,
        since: new Date(row.since),
      })),
    )
    .execute()
  await claimsWriter(tx)
    .insertInto('claims.status')
    .values(
      changes.map((change) => ({ claim: change.claim, status: change.to, since: new Date(change.since) })),
    )
    .onConflict((conflict) =>
      conflict
        .column('claim')
        .doUpdateSet((set) => ({ status: set.ref('excluded.status'), since: set.ref('excluded.since') })),
    )
    .execute()
}
