/** The records replayed: what they say about statuses must be what follows from them. */
import { claimStateIn, startReading, take, type Reading } from '../reading.ts'
import type {
  DisclosedRecord,
  EvidenceRecorded,
  LogOpened,
  LogRecord,
  Status,
  StatusChanged,
  TrustRecord,
} from '../records.ts'
import { clockToleranceMs } from '../status.ts'
import { statusLagMaxMs } from './limits.ts'
import { messageOf, type Findings } from './report.ts'

/** Keys and origin that `log.opened` must name, and the time until which the log was signed (ms). */
export interface Opened extends LogOpened {
  readonly until: number
}

interface Replay {
  readonly findings: Findings
  readonly reading: Reading
  /** Status of each claim by its last recorded change. */
  readonly recorded: Map<string, Status>
  /** When the claim, or one it rests on, was last the subject of a record. */
  readonly touched: Map<string, number>
  /** Since when the computed status differs from the recorded one without a record saying so. */
  readonly differsSince: Map<string, number>
  opened: number
}

/** Replays the records in log order; answers how many changes of status were verified. */
export function replayRecords(
  findings: Findings,
  records: readonly DisclosedRecord[],
  expected: Opened,
  now: number,
): number {
  const maps = { recorded: new Map(), touched: new Map(), differsSince: new Map() }
  const replay: Replay = { findings, reading: startReading(), ...maps, opened: 0 }
  let changes = 0
  for (const disclosed of records) {
    try {
      step(replay, disclosed, expected)
      if (disclosed.record.type === 'claims.status-changed') changes++
    } catch (error) {
      findings.add(
        `index ${disclosed.index}`,
        'record-invalid',
        `its data cannot be read: ${messageOf(error)}`,
      )
    }
  }
  if (records.length > 0 && replay.opened !== 1) {
    findings.add(
      '/log/records',
      'log-opened-differs',
      `log.opened stands ${replay.opened} times in the log, not once`,
    )
  }
  for (const claim of replay.reading.claims.keys()) checkSettled(replay, claim, now, '/trust.json', 'add')
  return changes
}

function step(replay: Replay, disclosed: DisclosedRecord, expected: Opened): void {
  const { findings, reading } = replay
  const record = disclosed.record as TrustRecord
  const where = `index ${disclosed.index}`
  const at = Date.parse(record.at)
  if (at > expected.until + clockToleranceMs) {
    findings.add(where, 'record-from-future', `recorded at ${record.at}, after the head was signed`)
  }
  if (record.type === 'log.opened') checkOpened(replay, where, record.data, expected)
  if (record.type === 'claims.evidence-recorded') checkValidity(replay, where, record)
  if (record.type === 'claims.status-changed') checkChange(replay, where, record.data, at)
  const concerned = concernedClaims(reading, record)
  for (const claim of concerned) checkSettled(replay, claim, at, where, 'remark')
  take(reading, disclosed)
  for (const claim of concerned) noteDifference(replay, claim, at)
}

function checkOpened(replay: Replay, where: string, data: LogOpened, expected: Opened): void {
  replay.opened++
  if (data.origin !== expected.origin || data.key !== expected.key || data.clockKey !== expected.clockKey) {
    replay.findings.add(
      where,
      'log-opened-differs',
      'log.opened names another origin or other keys than are served',
    )
  }
}

/** Evidence counts exactly as long as the claim that was published with it allows. */
function checkValidity(
  { findings, reading }: Replay,
  where: string,
  record: LogRecord<string, EvidenceRecorded>,
): void {
  const { claim, claimVersion, check, checkVersion, receivedAt, validUntil } = record.data
  const differs = (message: string) =>
    findings.add(`${where} claim ${claim}`, 'evidence-validity-differs', message)
  const published = reading.claims.get(claim)?.data
  if (published?.version !== claimVersion)
    return differs(`version ${claimVersion} of the claim is not published`)
  const required = published.checks.find((candidate) => candidate.id === check)
  if (required?.version !== checkVersion)
    return differs(`the claim does not require ${check}, version ${checkVersion}`)
  const received = Date.parse(receivedAt)
  if (!(received <= Date.parse(record.at) + clockToleranceMs))
    return differs(`received at ${receivedAt}, after its record`)
  if (Date.parse(validUntil) !== received + required.validityMs) {
    differs(`valid until ${validUntil}, but it counts for ${required.validityMs} ms from ${receivedAt}`)
  }
}

/** A recorded change must be the one that the records before it give at the moment of recording and since when it says. */
function checkChange(replay: Replay, where: string, change: StatusChanged, at: number): void {
  const { claim, from, to, since } = change
  const place = `${where} claim ${claim}`
  const before = replay.recorded.get(claim) ?? 'unknown'
  if (from !== before)
    replay.findings.add(place, 'replay-status-differs', `changed from ${from}, but was ${before}`)
  const status = (time: number) => claimStateIn(replay.reading, claim, time)?.status ?? 'unknown'
  // A claim that rests on another may have been settled before the other's end of validity was noticed.
  if (status(at) !== to && status(at - clockToleranceMs) !== to) {
    replay.findings.add(
      place,
      'replay-status-differs',
      `changed to ${to}, but the records give ${status(at)}`,
    )
  }
  const start = Date.parse(since)
  if (!(start <= at) || (status(start) !== to && start !== at)) {
    replay.findings.add(
      place,
      'replay-since-differs',
      `${to} since ${since} does not follow from the records`,
    )
  } else if (!maySinceBeEarlier(to) && start < (replay.touched.get(claim) ?? start) - clockToleranceMs) {
    replay.findings.add(
      place,
      'replay-since-differs',
      `${to} since ${since} is before the record that brought it`,
    )
  }
  if (isLate(replay, claim, status, to, start)) {
    replay.findings.remark(place, 'replay-since-differs', `${to} earlier than since ${since}`)
  }
  replay.recorded.set(claim, to)
  replay.differsSince.delete(claim)
}

// Time alone makes stale; a clock set back makes unknown, at a moment before the evidence that it then doubts.
const maySinceBeEarlier = (status: Status) => status === 'stale' || status === 'unknown'

function isLate(
  { touched }: Replay,
  claim: string,
  status: (time: number) => Status,
  to: Status,
  start: number,
): boolean {
  const earlier = start - statusLagMaxMs
  return (touched.get(claim) ?? Number.POSITIVE_INFINITY) <= earlier && status(earlier) === to
}

/** Finds a status that changed, by evidence or by time, without a record that says so. */
function checkSettled(
  replay: Replay,
  claim: string,
  at: number,
  where: string,
  level: 'add' | 'remark',
): void {
  const { reading, recorded, touched, differsSince } = replay
  const status = (time: number) => claimStateIn(reading, claim, time)?.status
  const before = recorded.get(claim) ?? 'unknown'
  const computed = status(at)
  if (computed === undefined || computed === before) return
  const earlier = at - statusLagMaxMs
  const since = differsSince.get(claim)
  const byTime = (touched.get(claim) ?? at) <= earlier && status(earlier) !== before
  if (since === undefined ? !byTime : since > earlier) return
  const message = `${computed} for more than 10 minutes, but the last recorded change says ${before}`
  replay.findings[level](`${where} claim ${claim}`, 'replay-change-missing', message)
  differsSince.delete(claim)
}

function noteDifference(
  { reading, recorded, touched, differsSince }: Replay,
  claim: string,
  at: number,
): void {
  touched.set(claim, at)
  const computed = claimStateIn(reading, claim, at)?.status
  if (computed === undefined) {
    recorded.delete(claim)
    touched.delete(claim)
  }
  if (computed === undefined || computed === (recorded.get(claim) ?? 'unknown')) differsSince.delete(claim)
  else if (!differsSince.has(claim)) differsSince.set(claim, at)
}

/** The claim that a record is about, and all that rest on it. */
function concernedClaims(reading: Reading, record: TrustRecord): Set<string> {
  const concerned = new Set<string>()
  const add = (id: string) => {
    if (concerned.has(id)) return
    concerned.add(id)
    for (const { data } of reading.claims.values()) if (data.restsOn.includes(id)) add(data.id)
  }
  if (record.type === 'claims.evidence-recorded') add(record.data.claim)
  if (isAboutClaim(record)) add(record.data.id)
  return concerned
}

type AboutClaim =
  | 'claims.claim-published'
  | 'claims.claim-retired'
  | 'claims.claim-withdrawn'
  | 'claims.claim-reinstated'
const isAboutClaim = (record: TrustRecord): record is Extract<TrustRecord, { type: AboutClaim }> =>
  record.type.startsWith('claims.claim-')
