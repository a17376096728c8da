/** What the records say, taken in one after the other: the state that the document and a replay of the log are computed from. */
import type {
  ClaimPublished,
  DisclosedRecord,
  MeasurePublished,
  ProviderPublished,
  RunsMissed,
  StatusChanged,
  TrustRecord,
} from './records.ts'
import { claimState, type ClaimState, type Evidence, type LatestEvidence } from './status.ts'

/** A record whose data are of the named type, with its place in the log. */
export interface Placed<T> {
  readonly index: number
  readonly at: string
  readonly data: T
}

/** All that the records say, sorted by what it is about. Later records replace earlier ones. */
export interface Reading {
  provider: ProviderPublished | null
  measures: Map<string, MeasurePublished>
  claims: Map<string, Placed<ClaimPublished>>
  firstPublished: Map<string, string>
  withdrawn: Map<string, { at: string; reason: string }>
  evidence: Map<string, LatestEvidence & { index: number; conclusiveIndex: number }>
  changes: Map<string, StatusChanged[]>
  missed: Map<string, number>
}

/** The state of every published claim at `now` (ms since the epoch), by claim id. */
export function claimStatesAt(
  records: Iterable<DisclosedRecord>,
  now: number,
): ReadonlyMap<string, ClaimState> {
  return claimStates(read(records), now)
}

/** The state of every published claim by its id. */
export function claimStates(reading: Reading, now: number): Map<string, ClaimState> {
  const states = new Map<string, ClaimState>()
  for (const id of reading.claims.keys()) visit(reading, states, id, [], now)
  return states
}

/** The state of one claim at `now` (ms since the epoch); undefined when it is not published. */
export function claimStateIn(reading: Reading, claim: string, now: number): ClaimState | undefined {
  return visit(reading, new Map(), claim, [], now)
}

function visit(
  reading: Reading,
  states: Map<string, ClaimState>,
  id: string,
  path: readonly string[],
  now: number,
): ClaimState | undefined {
  const known = states.get(id)
  const claim = reading.claims.get(id)?.data
  if (known || !claim || path.includes(id)) return known
  const state = claimState(
    claim,
    (check, target) => reading.evidence.get(evidenceKey(id, claim.version, check, target)),
    (other) => visit(reading, states, other, [...path, id], now)?.status ?? 'unknown',
    reading.withdrawn.has(id),
    now,
  )
  states.set(id, state)
  return state
}

export const evidenceKey = (...parts: readonly (string | number)[]) => parts.join('\n')

export function read(records: Iterable<DisclosedRecord>): Reading {
  const reading = startReading()
  for (const record of records) take(reading, record)
  return reading
}

export const startReading = (): Reading => ({
  provider: null,
  measures: new Map(),
  claims: new Map(),
  firstPublished: new Map(),
  withdrawn: new Map(),
  evidence: new Map(),
  changes: new Map(),
  missed: new Map(),
})

/** Takes in the next record of the log. */
export function take(reading: Reading, disclosed: DisclosedRecord): void {
  const index = disclosed.index
  const record = disclosed.record as TrustRecord
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
    case 'log.events-opened':
    case 'log.events-checkpoint':
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
  for (const key of reading.evidence.keys())
    if (key.startsWith(evidenceKey(id, ''))) reading.evidence.delete(key)
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
  for (const { check, count } of missed.runs)
    reading.missed.set(check, (reading.missed.get(check) ?? 0) + count)
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
