import type { ClaimPublished, EvidenceRecorded, LogRecord, RequiredCheck, Status } from './records.ts'

/** From worst to best: a measure is as good as its worst claim, a claim as its worst target. */
const worstFirst: readonly Status[] = ['failing', 'stale', 'unknown', 'holding']

/** The worst of several; no status at all is `unknown`. */
export function worst(statuses: Iterable<Status>): Status {
  let found: Status = 'holding'
  let any = false
  for (const status of statuses) {
    any = true
    if (worstFirst.indexOf(status) < worstFirst.indexOf(found)) found = status
  }
  return any ? found : 'unknown'
}

/** Evidence dated further than this into the future does not count. */
export const clockToleranceMs = 300_000

export type Evidence = LogRecord<'claims.evidence-recorded', EvidenceRecorded>

/** The newest evidence of one check on one target: the newest of all, and the newest that concluded (holds or fails). */
export interface LatestEvidence {
  readonly last: Evidence
  readonly conclusive: Evidence | null
}

/** Finds the newest evidence for (check, target) of the claim's current version. */
export type EvidenceLookup = (check: string, target: string) => LatestEvidence | undefined

export interface ClaimState {
  readonly status: Status
  /** Since when evidence that counts runs out; null when nothing holds. */
  readonly validUntil: string | null
  readonly lastCheckedAt: string | null
  readonly nextCheckAt: string | null
  readonly coverage: { readonly checked: number; readonly total: number }
}

/**
 * The published rule. For each required check and each of its targets the newest conclusive evidence of the claim's
 * current version counts; `unknown` verdicts never do.
 * - none: unknown · fails: failing, however old · holds and now < validUntil: holding · holds, later: stale ·
 *   holds, but dated after now: unknown.
 * The claim has the worst status of all its targets; without targets it is unknown. A claim that rests on others takes
 * the worst of theirs (`others`). A withdrawn claim is unknown.
 * `now` in ms since the epoch.
 */
export function claimState(
  claim: ClaimPublished,
  evidence: EvidenceLookup,
  others: (claim: string) => Status,
  withdrawn: boolean,
  now: number,
): ClaimState {
  const targets = claim.checks.flatMap((check) =>
    check.targets.map((target) => ({ check, ...targetState(check, evidence(check.id, target), now) })),
  )
  const statuses = [...targets.map((target) => target.status), ...claim.restsOn.map(others)]
  const status = withdrawn ? 'unknown' : worst(statuses)
  return {
    status,
    validUntil: status === 'holding' ? earliest(targets.map((target) => target.validUntil)) : null,
    lastCheckedAt: latest(targets.map((target) => target.lastCheckedAt)),
    nextCheckAt: earliest(targets.map((target) => target.nextCheckAt)),
    coverage: {
      checked: sum(targets.map((target) => target.checked)),
      total: sum(targets.map((target) => target.total)),
    },
  }
}

function targetState(check: RequiredCheck, found: LatestEvidence | undefined, now: number) {
  const counting = found?.conclusive ?? null
  const status = evidenceStatus(counting, now)
  const population = (counting ?? found?.last)?.data.population ?? { checked: 0, total: 1 }
  const lastCheckedAt = found?.last.data.receivedAt ?? null
  return {
    status,
    validUntil: counting?.data.validUntil ?? null,
    lastCheckedAt,
    nextCheckAt: lastCheckedAt && new Date(Date.parse(lastCheckedAt) + check.everyMs).toISOString(),
    checked: status === 'holding' || status === 'failing' ? population.checked : 0,
    total: population.total,
  }
}

/** The status that one piece of conclusive evidence gives at `now`. */
export function evidenceStatus(evidence: Evidence | null, now: number): Status {
  if (!evidence) return 'unknown'
  // A failure does not expire: whoever stops checking must not look better for it.
  if (evidence.data.verdict === 'fails') return 'failing'
  // A clock that was set back must not lengthen validity.
  if (Date.parse(evidence.data.receivedAt) > now + clockToleranceMs) return 'unknown'
  return now < Date.parse(evidence.data.validUntil) ? 'holding' : 'stale'
}

const present = (times: readonly (string | null)[]) => times.filter((time) => time !== null).toSorted()
const earliest = (times: readonly (string | null)[]) => present(times).at(0) ?? null
const latest = (times: readonly (string | null)[]) => present(times).at(-1) ?? null
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
