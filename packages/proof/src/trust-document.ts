import { claimHistory, type HistoryDay } from './history.ts'
import { claimStates, evidenceKey, read, type Placed, type Reading } from './reading.ts'
import {
  chapters,
  type Basis,
  type Chapter,
  type ClaimPublished,
  type DisclosedRecord,
  type MeasurePublished,
  type Parameters,
  type ProviderPublished,
  type Status,
  type Text,
  type Verdict,
} from './records.ts'
import { sentence } from './sentence.ts'
import { worst, type ClaimState, type Evidence } from './status.ts'

/** What `/trust.json` answers, and what the page shows: a pure function of disclosed records and a moment. */
export interface TrustDocument {
  readonly format: 'nachweis-trust/1'
  readonly generatedAt: string
  readonly provider: ProviderPublished | null
  readonly log: TrustLog
  readonly measures: readonly TrustMeasure[]
}

export interface TrustLog {
  readonly origin: string
  /** Verifier key of the signed-note format. */
  readonly key: string
  /** Verifier key of the cosignature that carries the time, named `<origin>/clock`. */
  readonly clockKey: string
  /** The signed checkpoint that covers every record below. */
  readonly checkpoint: string
  readonly size: number
}

export interface TrustMeasure {
  readonly id: string
  readonly chapter: Chapter
  readonly title: Text
  readonly team: string | null
  readonly status: Status
  readonly claims: readonly TrustClaim[]
}

export interface TrustClaim {
  readonly id: string
  readonly version: number
  readonly text: Text
  readonly template: Text
  readonly parameters: Parameters
  readonly basis: Basis
  readonly status: Status
  /** Since when it has this status. */
  readonly since: string
  readonly lastCheckedAt: string | null
  readonly nextCheckAt: string | null
  readonly validUntil: string | null
  readonly coverage: { readonly checked: number; readonly total: number }
  readonly checks: readonly {
    readonly id: string
    readonly version: number
    readonly everyMs: number
    readonly validityMs: number
    readonly method: Text
  }[]
  readonly evidence: readonly TrustEvidence[]
  readonly restsOn: readonly string[]
  readonly needs: Text | null
  readonly withdrawn: { readonly at: string; readonly reason: string } | null
  readonly history: readonly HistoryDay[]
  /** The newest changes of status first, 20 at most. */
  readonly changes: readonly {
    readonly from: Status
    readonly to: Status
    readonly since: string
    readonly cause: string
  }[]
  readonly missedRuns: number
  /** Leaf index of the record that says this sentence. */
  readonly index: number
}

export interface TrustEvidence {
  readonly id: string
  readonly index: number
  readonly check: string
  readonly checkVersion: number
  readonly target: string
  readonly verdict: Verdict
  readonly code: string
  readonly observed: Text
  readonly population: { readonly checked: number; readonly total: number }
  readonly receivedAt: string
  readonly validUntil: string
  /** False for an `unknown` after which older, conclusive evidence still counts. */
  readonly counts: boolean
}

export const changesMax = 20
export const historyDaysMax = 90

/** Computes the document. `records` in log order; `generatedAt` in ms since the epoch. */
export function trustDocument(
  records: Iterable<DisclosedRecord>,
  log: TrustLog,
  generatedAt: number,
): TrustDocument {
  const reading = read(records)
  const states = claimStates(reading, generatedAt)
  const measures = [...reading.measures.values()]
    .toSorted((a, b) => chapters.indexOf(a.chapter) - chapters.indexOf(b.chapter) || a.position - b.position)
    .map((measure) => trustMeasure(measure, reading, states, generatedAt))
  return {
    format: 'nachweis-trust/1',
    generatedAt: new Date(generatedAt).toISOString(),
    provider: reading.provider,
    log,
    measures,
  }
}

function trustMeasure(
  measure: MeasurePublished,
  reading: Reading,
  states: ReadonlyMap<string, ClaimState>,
  now: number,
): TrustMeasure {
  const claims = [...reading.claims.values()]
    .filter((claim) => claim.data.measure === measure.id)
    .toSorted((a, b) => a.data.position - b.data.position)
    .map((claim) => trustClaim(claim, reading, states.get(claim.data.id) as ClaimState, now))
  return {
    id: measure.id,
    chapter: measure.chapter,
    title: measure.title,
    team: measure.team,
    status: worst(claims.map((claim) => claim.status)),
    claims,
  }
}

function trustClaim(
  placed: Placed<ClaimPublished>,
  reading: Reading,
  state: ClaimState,
  now: number,
): TrustClaim {
  const claim = placed.data
  const published = reading.firstPublished.get(claim.id) ?? placed.at
  const changes = reading.changes.get(claim.id) ?? []
  return {
    id: claim.id,
    version: claim.version,
    text: sentence(claim.text, claim.parameters),
    template: claim.text,
    parameters: claim.parameters,
    basis: claim.basis,
    ...state,
    since: changes.at(-1)?.since ?? published,
    checks: claim.checks.map(({ id, version, everyMs, validityMs, method }) => ({
      id,
      version,
      everyMs,
      validityMs,
      method,
    })),
    evidence: claim.checks.flatMap((check) =>
      check.targets.flatMap((target) => evidenceOf(reading, claim, check.id, target)),
    ),
    restsOn: claim.restsOn,
    needs: claim.needs,
    withdrawn: reading.withdrawn.get(claim.id) ?? null,
    history: claimHistory(changes, published, now, historyDaysMax),
    changes: changes
      .slice(-changesMax)
      .toReversed()
      .map(({ from, to, since, cause }) => ({ from, to, since, cause })),
    missedRuns: sumMissed(reading, claim),
    index: placed.index,
  }
}

function sumMissed(reading: Reading, claim: ClaimPublished): number {
  return claim.checks.reduce((total, check) => total + (reading.missed.get(check.id) ?? 0), 0)
}

function evidenceOf(reading: Reading, claim: ClaimPublished, check: string, target: string): TrustEvidence[] {
  const found = reading.evidence.get(evidenceKey(claim.id, claim.version, check, target))
  if (!found) return []
  const rows: TrustEvidence[] = []
  if (found.conclusive) rows.push(trustEvidence(found.conclusive, found.conclusiveIndex, true))
  if (found.last !== found.conclusive) rows.push(trustEvidence(found.last, found.index, false))
  return rows
}

/** What the document says of one piece of evidence. */
export function trustEvidence(record: Evidence, index: number, counts: boolean): TrustEvidence {
  const { check, checkVersion, target, verdict, code, observed, population, receivedAt, validUntil } =
    record.data
  return {
    id: record.id,
    index,
    check,
    checkVersion,
    target,
    verdict,
    code,
    observed,
    population,
    receivedAt,
    validUntil,
    counts,
  }
}
