/**
 * The offline verifier. `verifyInstallation` reads as the specification: what a stranger must check before believing
 * one sentence of the page. It trusts nothing but the key, which is pinned the first time.
 */
import { toBase64 } from './bytes.ts'
import type { LogKeys } from './checkpoint.ts'
import { compareDocument, reportedClaims } from './verify/document.ts'
import { verifyEventTree, type VerifiedEvents } from './verify/event-tree.ts'
import { checkEvidence } from './verify/evidence.ts'
import { checkAges, memoryOf, pinKeys, readSnapshot, type PinnedKeys, type Snapshot } from './verify/head.ts'
import { attemptsMax, momentAttemptsMax } from './verify/limits.ts'
import { comparePages, readPages, type Pages } from './verify/pages.ts'
import { openRecords } from './verify/records.ts'
import { replayRecords } from './verify/replay.ts'
import {
  Findings,
  messageOf,
  Refusal,
  type Memory,
  type ProblemCode,
  type Report,
  type ReportedClaim,
  type Skipped,
} from './verify/report.ts'
import type { Run } from './verify/run.ts'
import { rememberTiles, SourceError, type Source } from './verify/source.ts'
import { checkContinues, rebuildTree, sameLogAs, type SameLog } from './verify/tree.ts'
import type { DisclosedRecord } from './records.ts'
import type { TrustDocument } from './trust-document.ts'
import { ProofError } from './proof-error.ts'

export interface VerifyOptions {
  /** Verifier key that the caller has from elsewhere. */
  readonly key?: string
  /** The moment for which freshness is judged, in ms since the epoch; `signed` for a saved copy: when it was signed. */
  readonly now: (() => number) | 'signed'
  /** Leave out the whole log: only the head, the evidence shown and the pages. */
  readonly quick?: boolean
  /** Called before a repeated attempt, to let caches of a live installation pass. */
  readonly beforeRetry?: () => Promise<void>
}

/**
 * Verifies everything that an installation says in public. Never throws for what the source answers: whatever does not
 * agree is a problem of the report. A live installation moves between two requests, so what may come from that is
 * checked anew before it counts.
 */
export async function verifyInstallation(
  source: Source,
  memory: Memory | null,
  options: VerifyOptions,
): Promise<Report> {
  const remembered = rememberTiles(source)
  for (let attempt = 1; ; attempt++) {
    const report = await verifyOnce(remembered, memory, options)
    if (
      report.agrees ||
      attempt === attemptsMax ||
      !report.problems.some(({ code }) => mayBeMovement.has(code))
    )
      return report
    await options.beforeRetry?.()
  }
}

// Not what pages say otherwise than the document: they were waited for when they were read.
const mayBeMovement: ReadonlySet<ProblemCode> = new Set([
  'rollback',
  'document-differs',
  'evidence-differs',
  'missing',
])

const noCounts = () => ({ entries: 0, tiles: 0, opened: 0, statusChanges: 0, evidence: 0, sentences: 0 })

/** All that one attempt has established so far. */
interface Progress {
  keys: PinnedKeys | null
  snapshot: Snapshot | null
  logAgrees: boolean
  older: boolean
  claims: readonly ReportedClaim[]
  /** Null until the tree of events has agreed. */
  events: VerifiedEvents | null
}

async function verifyOnce(source: Source, memory: Memory | null, options: VerifyOptions): Promise<Report> {
  const run: Run = { source, findings: new Findings(), counts: noCounts() }
  const progress: Progress = {
    keys: null,
    snapshot: null,
    logAgrees: false,
    older: false,
    claims: [],
    events: null,
  }
  try {
    await verifySteps(run, memory, options, progress)
  } catch (error) {
    takeError(run, error)
  }
  return reportOf(run, memory, options, progress)
}

async function verifySteps(
  run: Run,
  memory: Memory | null,
  options: VerifyOptions,
  progress: Progress,
): Promise<void> {
  // Whose log is it? Another key than before is another log.
  const keys = (progress.keys = await pinKeys(run, memory, options.key))
  // Which head does the document stand on, is it signed, and is it recent?
  const moment = options.now === 'signed' ? 'signed' : options.now()
  const { snapshot, pages } = await readMoment(run, keys, moment, options)
  progress.snapshot = snapshot
  // Do all entries together give the signed root, and does every tile agree?
  const tree = options.quick ? null : await rebuildTree(run, snapshot.head)
  const sameLog = sameLogAs(run, snapshot.head, tree?.tiles ?? null)
  // Is it the log that was seen before, and has it only grown?
  await checkHeads(memory, snapshot, sameLog, options, progress)
  progress.logAgrees = run.findings.problems.length === 0
  // Do the records open their leaves, and do statuses follow from them?
  const records = tree && (await openRecords(run, tree))
  const document = records ? await verifyRecords(run, records, keys, snapshot, sameLog) : snapshot.document
  progress.claims = reportedClaims(document)
  // Can the evidence that is shown be proved by itself?
  if (!tree) await checkEvidence(run, document, { keys, sameLog, opened: null })
  // Do the pages say what was computed?
  comparePages(run, pages, document)
  // Is the tree of events the one that the log opened, and has it only grown?
  if (records) progress.events = await verifyEvents(run, records, memory, snapshot, options)
}

async function verifyEvents(
  run: Run,
  records: readonly DisclosedRecord[],
  memory: Memory | null,
  { head, now }: Snapshot,
  options: VerifyOptions,
): Promise<VerifiedEvents | null> {
  const before = run.findings.problems.length
  const events = await verifyEventTree(run, records, {
    origin: head.origin,
    size: head.size,
    memory: memory?.events ?? null,
    now,
    mayBeOlder: options.now === 'signed',
  })
  return run.findings.problems.length > before ? null : events
}

/**
 * Document and pages, read directly one after the other, and again while they differ: of a live installation they may
 * be of two moments. The last reading is taken as it is; what differs there is found when the pages are compared.
 */
async function readMoment(
  run: Run,
  keys: PinnedKeys,
  moment: number | 'signed',
  { beforeRetry }: VerifyOptions,
): Promise<{ snapshot: Snapshot; pages: Pages }> {
  for (let attempt = 1; ; attempt++) {
    const snapshot = await readSnapshot(run, keys, moment)
    const pages = await readPages(run)
    if (attempt === momentAttemptsMax || areOfOneMoment(run, snapshot, pages)) {
      checkAges(run, snapshot)
      return { snapshot, pages }
    }
    await beforeRetry?.()
  }
}

function areOfOneMoment({ source }: Run, { document }: Snapshot, pages: Pages): boolean {
  const trial: Run = { source, findings: new Findings(), counts: noCounts() }
  try {
    comparePages(trial, pages, document)
  } catch {
    // Not readable, which no waiting mends: said when the pages are compared.
    return true
  }
  return trial.findings.problems.length === 0
}

/** Rollback, split view and a head that hides the tail of the log. */
async function checkHeads(
  memory: Memory | null,
  { head, latest }: Snapshot,
  sameLog: SameLog,
  options: VerifyOptions,
  progress: Progress,
): Promise<void> {
  if (latest.size < head.size) {
    throw new Refusal(
      '/log/checkpoint',
      'rollback',
      `${latest.size} entries, but the document stands on ${head.size}`,
    )
  }
  try {
    await sameLog(latest)
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    throw new Refusal('/log/checkpoint', 'split-view', `not the log of the document: ${error.message}`)
  }
  if (!memory) return
  progress.older = (await checkContinues(memory, head, sameLog, options.now === 'signed')) === 'older'
}

/** Replays the records and computes from them what the document must say. */
async function verifyRecords(
  run: Run,
  records: readonly DisclosedRecord[],
  keys: PinnedKeys,
  snapshot: Snapshot,
  sameLog: SameLog,
): Promise<TrustDocument> {
  const opened = { origin: snapshot.head.origin, ...keys.line, until: snapshot.head.time }
  run.counts.statusChanges = replayRecords(run.findings, records, opened, snapshot.generatedAt)
  const document = compareDocument(run, snapshot, records, keys)
  const byId = new Map(records.map((disclosed) => [disclosed.record.id, disclosed]))
  await checkEvidence(run, document, { keys: keys satisfies LogKeys, sameLog, opened: byId })
  return document
}

function takeError(run: Run, error: unknown): void {
  if (error instanceof Refusal)
    run.findings.add(error.problem.where, error.problem.code, error.problem.message)
  else if (error instanceof SourceError) run.findings.add(error.path, 'unreachable', error.message)
  // A defect of the verifier itself, or of a shape nobody thought of: it must never look like agreement.
  else run.findings.add('the verifier', 'internal', messageOf(error))
}

function reportOf(run: Run, memory: Memory | null, options: VerifyOptions, progress: Progress): Report {
  const { keys, snapshot, claims, logAgrees, older, events } = progress
  const { problems, remarks } = run.findings
  const skipped: Skipped[] = options.quick ? ['whole-log', 'records', 'document', 'events'] : []
  if (older) skipped.push('older-than-memory')
  const head = snapshot?.head
  return {
    agrees: problems.length === 0,
    pinned: keys?.pinned ?? (options.key !== undefined ? 'caller' : memory ? 'memory' : 'first-use'),
    asOf: snapshot && new Date(snapshot.now).toISOString(),
    checkpoint: head
      ? { size: head.size, root: toBase64(head.root), time: new Date(head.time).toISOString() }
      : null,
    events: events?.report ?? null,
    claims,
    problems,
    remarks,
    skipped,
    counts: run.counts,
    memory:
      keys && head && logAgrees && !older ? memoryOf(keys, head, events?.memory ?? memory?.events) : null,
  }
}
