import type { Basis, Parameters, Status, Text } from '../records.ts'
import type { TrustEvidence } from '../trust-document.ts'
import { problemsMax } from './limits.ts'

/** What can be wrong with an installation. Closed: callers may switch over it. */
export type ProblemCode =
  | 'unreachable'
  | 'missing'
  | 'limit'
  | 'key-invalid'
  | 'key-changed'
  | 'checkpoint-invalid'
  | 'checkpoint-stale'
  | 'checkpoint-from-future'
  | 'rollback'
  | 'split-view'
  | 'bundle-invalid'
  | 'tile-differs'
  | 'root-differs'
  | 'record-invalid'
  | 'record-duplicate'
  | 'record-from-future'
  | 'log-opened-differs'
  | 'replay-status-differs'
  | 'replay-since-differs'
  | 'replay-change-missing'
  | 'evidence-validity-differs'
  | 'document-invalid'
  | 'document-differs'
  | 'document-stale'
  | 'evidence-invalid'
  | 'evidence-differs'
  | 'page-invalid'
  | 'page-claim-missing'
  | 'page-claim-unknown'
  | 'page-sentence-differs'
  | 'page-status-differs'
  | 'page-measure-differs'
  | 'internal'

export interface Problem {
  /** A path, with the index, claim or place within the resource where there is one. */
  readonly where: string
  readonly code: ProblemCode
  readonly message: string
}

export interface ReportedClaim {
  readonly id: string
  readonly status: Status
  readonly basis: Basis
  readonly since: string
  readonly sentence: Text
  readonly parameters: Parameters
  /** The checks that count for it, one per target. */
  readonly checks: readonly Pick<TrustEvidence, 'check' | 'target' | 'verdict' | 'code'>[]
}

/** What the verifier keeps of a tree from one time to the next. */
export interface TreeMemory {
  readonly origin: string
  readonly key: string
  readonly clockKey: string
  readonly size: number
  /** Base64. */
  readonly root: string
}

/** What it keeps of the tree of events. */
export interface EventsMemory extends TreeMemory {
  /** What the log noted of this tree was held against it below this leaf index of the log. */
  readonly notedUntil: number
}

/** What it keeps of an installation. */
export interface Memory extends TreeMemory {
  /** Absent: no tree of events was seen yet. */
  readonly events?: EventsMemory
}

/** Steps that were left out, and why the result is weaker for it. */
export type Skipped = 'whole-log' | 'records' | 'document' | 'events' | 'older-than-memory'

/** The tree of events as it was verified. */
export interface ReportedEvents {
  readonly size: number
  readonly root: string
  readonly time: string
  /** How many of its earlier heads the log has noted. */
  readonly noted: number
}

export interface Counts {
  entries: number
  tiles: number
  opened: number
  statusChanges: number
  evidence: number
  sentences: number
}

export interface Report {
  /** True only when every step agreed. */
  readonly agrees: boolean
  /** Who vouched for the key: the caller, an earlier verification, or nobody yet. */
  readonly pinned: 'caller' | 'memory' | 'first-use'
  /** The moment for which freshness was judged, ISO 8601; null when no head could be verified. */
  readonly asOf: string | null
  readonly checkpoint: { readonly size: number; readonly root: string; readonly time: string } | null
  /** Null when the log opened none, when it was left out, or when it does not agree. */
  readonly events: ReportedEvents | null
  readonly claims: readonly ReportedClaim[]
  readonly problems: readonly Problem[]
  /** Irregularities of the past that do not touch what is said today. */
  readonly remarks: readonly Problem[]
  readonly skipped: readonly Skipped[]
  readonly counts: Readonly<Counts>
  /** What to remember; null when the log itself did not agree. */
  readonly memory: Memory | null
}

/** Ends the verification: nothing after this step could be trusted. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(where: string, code: ProblemCode, message: string) {
    super(message)
    this.problem = { where, code, message }
  }
}

/** Collects problems and remarks, each up to the limit. */
export class Findings {
  readonly problems: Problem[] = []
  readonly remarks: Problem[] = []

  add(where: string, code: ProblemCode, message: string): void {
    if (this.problems.length < problemsMax) this.problems.push({ where, code, message })
  }

  remark(where: string, code: ProblemCode, message: string): void {
    if (this.remarks.length < problemsMax) this.remarks.push({ where, code, message })
  }
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
