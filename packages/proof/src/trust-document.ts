import { claimHistory, type HistoryDay } from './history.ts'
import {
  chapters,
  type Basis,
  type Chapter,
  type ClaimPublished,
  type DisclosedRecord,
  type MeasurePublished,
  type Parameters,
  type ProviderPublished,
  type RunsMissed,
  type Status,
  type StatusChanged,
  type Text,
  type TrustRecord,
  type Verdict,
} from './records.ts'
import { sentence } from './sentence.ts'
import { claimState, worst, type ClaimState, type Evidence, type LatestEvidence } from './status.ts'

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
  readonly checks: readonly { readonly id: string; readonly version: number; readonly everyMs: number; readonly validityMs: number; readonly method: Text }[]
  readonly evidence: readonly TrustEvidence[]
  readonly restsOn: readonly string[]
  readonly needs: Text | null
  readonly withdrawn: { readonly at: string; readonly reason: string } | null
  readonly history: readonly HistoryDay[]
  /** The newest changes of status first, 20 at most. */
  readonly changes: readonly { readonly from: Status; readonly to: Status; readonly since: string; readonly cause: string }[]
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

/** A record whose data are of the named type, with its place in the log. */
interface Placed<T> {
  readonly index: number
  readonly at: string
  readonly data: T
}

/** All that the records say, sorted by what it is about. Later records replace earlier ones. */
interface Reading {
  provider: ProviderPublished | null
  measures: Map<string, MeasurePublished>
  claims: Map<string, Placed<ClaimPublished>>
  firstPublished: Map<string, string>
  withdrawn: Map<string, { at: string; reason: string }>
  evidence: Map<string, LatestEvidence & { index: number; conclusiveIndex: number }>
  changes: Map<string, StatusChanged[]>
  missed: Map<string, number>
}

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

/** The state of every published claim at `now` (ms since the epoch), by claim id. */
export function claimStatesAt(records: Iterable<DisclosedRecord>, now: number): ReadonlyMap<string, ClaimState> {
  return claimStates(read(records), now)
}

function claimStates(reading: Reading, now: number): Map<string, ClaimState> {
  const states = new Map<string, ClaimState>()
  const visit = (id: string, path: readonly string[]): ClaimState | undefined => {
    const known = states.get(id)
    const claim = reading.claims.get(id)?.data
    if (known || !claim || path.includes(id)) return known
    const state = claimState(
      claim,
      (check, target) => reading.evidence.get(evidenceKey(id, claim.version, check, target)),
      (other) => visit(other, [...path, id])?.status ?? 'unknown',
      reading.withdrawn.has(id),
      now,
    )
    states.set(id, state)
    return state
  }
  for (const id of reading.claims.keys()) visit(id, [])
  return states
}

const evidenceKey = (...parts: readonly (string | number)[]) => parts.join('\n')

function read(records: Iterable<DisclosedRecord>): Reading {
  const reading: Reading = {
    provider: null,
    measures: new Map(),
    claims: new Map(),
    firstPublished: new Map(),
    withdrawn: new Map(),
    evidence: new Map(),
    changes: new Map(),
    missed: new Map(),
  }
  for (const { index, record } of records) take(reading, index, record as TrustRecord)
  return reading
}

function take(reading: Reading, index: number, record: TrustRecord): void {
  switch (record.type) {
    case 'claims.provider-published':
      reading.provider = record.data
      break
    case 'claims.measure-published':
      reading.measures.set(record.data.id, record.data)
      break
    case 'claims.measure-retired':
      reading.measures.delete(record.data.id)
      break
    case 'claims.claim-published':
      reading.claims.set(record.data.id, { index, at: record.at, data: record.data })
      if (!reading.firstPublished.has(record.data.id)) reading.firstPublished.set(record.data.id, record.at)
      break
    case 'claims.claim-retired':
      forgetClaim(reading, record.data.id)
      break
    case 'claims.claim-withdrawn':
      reading.withdrawn.set(record.data.id, { at: record.at, reason: record.data.reason })
      break
    case 'claims.claim-reinstated':
      reading.withdrawn.delete(record.data.id)
      break
    case 'claims.evidence-recorded':
      takeEvidence(reading, index, record)
      break
    case 'claims.status-changed':
      push(reading.changes, record.data.claim, record.data)
      break
    case 'claims.runs-missed':
      takeMissed(reading, record.data)
      break
    case 'log.opened':
      break
    default:
      // Other record types concern other readers.
      record satisfies never
  }
}

/** A claim that is published again later starts anew: nothing from before counts for it. */
function forgetClaim(reading: Reading, id: string): void {
  reading.claims.delete(id)
  reading.firstPublished.delete(id)
  reading.withdrawn.delete(id)
  reading.changes.delete(id)
  for (const key of reading.evidence.keys()) if (key.startsWith(evidenceKey(id, ''))) reading.evidence.delete(key)
}

function takeEvidence(reading: Reading, index: number, record: Evidence): void {
  const { claim, claimVersion, check, target, verdict } = record.data
  const key = evidenceKey(claim, claimVersion, check, target)
  const before = reading.evidence.get(key)
  const concludes = verdict !== 'unknown'
  reading.evidence.set(key, {
    last: record,
    index,
    conclusive: concludes ? record : (before?.conclusive ?? null),
    conclusiveIndex: concludes ? index : (before?.conclusiveIndex ?? -1),
  })
}

function takeMissed(reading: Reading, missed: RunsMissed): void {
  for (const { check, count } of missed.runs) reading.missed.set(check, (reading.missed.get(check) ?? 0) + count)
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
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

function trustClaim(placed: Placed<ClaimPublished>, reading: Reading, state: ClaimState, now: number): TrustClaim {
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
    checks: claim.checks.map(({ id, version, everyMs, validityMs, method }) => ({ id, version, everyMs, validityMs, method })),
    evidence: claim.checks.flatMap((check) => check.targets.flatMap((target) => evidenceOf(reading, claim, check.id, target))),
    restsOn: claim.restsOn,
    needs: claim.needs,
    withdrawn: reading.withdrawn.get(claim.id) ?? null,
    history: claimHistory(changes, published, now, historyDaysMax),
    changes: changes.slice(-changesMax).reverse().map(({ from, to, since, cause }) => ({ from, to, since, cause })),
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

function trustEvidence(record: Evidence, index: number, counts: boolean): TrustEvidence {
  const { check, checkVersion, target, verdict, code, observed, population, receivedAt, validUntil } = record.data
  return { id: record.id, index, check, checkVersion, target, verdict, code, observed, population, receivedAt, validUntil, counts }
}
