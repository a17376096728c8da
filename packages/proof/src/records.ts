/**
 * The records that the log discloses: what a leaf opens to. The server writes them, the verifier reads them;
 * both compute everything else (status, history, page) from them with the functions of this package.
 */

/** A text in the two languages of the page. */
export interface Text {
  readonly de: string
  readonly en: string
}

/** A parameter of a claim: the same value stands in the sentence and in the judge of its checks. */
export type Parameter = number | string | readonly string[]
export type Parameters = Readonly<Record<string, Parameter>>

export type Basis = 'executed' | 'observed' | 'attested' | 'certified' | 'contractual'
export type Verdict = 'holds' | 'fails' | 'unknown'
export type Status = 'holding' | 'failing' | 'stale' | 'unknown'

/** Who caused a record. Personal data never stands here. */
export interface RecordActor {
  readonly kind: 'system' | 'operator' | 'anonymous' | 'person'
  readonly name: string
  /** Of a person: how they signed in, e.g. `passkey`, and at which assurance level. */
  readonly way?: string
  readonly level?: 1 | 2
}

/** What every record carries. `at` is ISO 8601 UTC with milliseconds. */
export interface LogRecord<Type extends string = string, Data = unknown> {
  readonly id: string
  readonly type: Type
  readonly at: string
  readonly actor: RecordActor
  readonly data: Data
}

export interface ProviderPublished {
  readonly name: string
  readonly country: string
  readonly homepage: string | null
  readonly contact: string
}

export interface MeasurePublished {
  readonly id: string
  readonly chapter: Chapter
  /** Place within the chapter, from 0. */
  readonly position: number
  readonly title: Text
  /** Who answers for it, e.g. "Team Plattform". */
  readonly team: string | null
}

/** One check that a claim requires, with the targets that must all be checked (n of n). */
export interface RequiredCheck {
  readonly id: string
  readonly version: number
  readonly everyMs: number
  /** How long a `holds` counts. */
  readonly validityMs: number
  /** In words: what is done. */
  readonly method: Text
  readonly targets: readonly string[]
}

export interface ClaimPublished {
  /** `<measure>/<claim>` */
  readonly id: string
  readonly version: number
  readonly measure: string
  readonly position: number
  /** Sentence with `{name unit}` places; see sentence.ts. */
  readonly text: Text
  readonly parameters: Parameters
  readonly basis: Basis
  readonly checks: readonly RequiredCheck[]
  /** Claims of other measures on which this one wholly rests ("see locations"): it is as good as the worst of them. */
  readonly restsOn: readonly string[]
  /** What is missing before this can be shown at all; null when a system stands behind the claim. */
  readonly needs: Text | null
}

export interface ClaimRetired {
  readonly id: string
}

export interface MeasureRetired {
  readonly id: string
}

export interface ClaimWithdrawn {
  readonly id: string
  readonly reason: string
}

export interface ClaimReinstated {
  readonly id: string
}

/** One run of one check on one target. */
export interface EvidenceRecorded {
  readonly claim: string
  readonly claimVersion: number
  readonly check: string
  readonly checkVersion: number
  readonly target: string
  /** The period that was observed. */
  readonly period: { readonly from: string; readonly to: string }
  readonly population: { readonly checked: number; readonly total: number }
  readonly verdict: Verdict
  /** A stable word for machines, e.g. `tls-1.0-accepted`. */
  readonly code: string
  /** What was observed, in words. */
  readonly observed: Text
  /** `sha256:<hex>` of the canonical observation. */
  readonly observationDigest: string
  readonly receivedAt: string
  readonly validUntil: string
}

export interface StatusChanged {
  readonly claim: string
  readonly from: Status
  readonly to: Status
  /** The moment since which the new status is true: of the evidence, or of the end of validity. */
  readonly since: string
  /** Id of the evidence record, or why else. */
  readonly cause: string
}

/** The scheduler was away: these runs did not take place. */
export interface RunsMissed {
  readonly from: string
  readonly to: string
  readonly runs: readonly { readonly check: string; readonly count: number }[]
}

export interface LogOpened {
  readonly origin: string
  /** Verifier key of the log's own signature. */
  readonly key: string
  /** Verifier key of the cosignature that carries the time, named `<origin>/clock`. */
  readonly clockKey: string
}

/** The tree of events had grown to this signed head when it was noted: it can only grow on from there. */
export interface EventsCheckpoint {
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** The signed checkpoint that says so. */
  readonly checkpoint: string
}

/** Every disclosed record type that the page is computed from; other types may follow and are ignored by it. */
export interface TrustRecords {
  'log.opened': LogOpened
  /** The tree of events, its origin `<origin>/events` and its keys. */
  'log.events-opened': LogOpened
  'log.events-checkpoint': EventsCheckpoint
  'claims.provider-published': ProviderPublished
  'claims.measure-published': MeasurePublished
  'claims.measure-retired': MeasureRetired
  'claims.claim-published': ClaimPublished
  'claims.claim-retired': ClaimRetired
  'claims.claim-withdrawn': ClaimWithdrawn
  'claims.claim-reinstated': ClaimReinstated
  'claims.evidence-recorded': EvidenceRecorded
  'claims.status-changed': StatusChanged
  'claims.runs-missed': RunsMissed
}
export type TrustRecordType = keyof TrustRecords
export type TrustRecord = { [T in TrustRecordType]: LogRecord<T, TrustRecords[T]> }[TrustRecordType]

/** A record together with what opens its leaf. `salt` is 32 bytes in lower-case hex. */
export interface DisclosedRecord<R extends LogRecord = LogRecord> {
  readonly index: number
  readonly salt: string
  readonly record: R
}

export const chapters = [
  'legal',
  'infrastructure',
  'corporate',
  'product',
  'data',
  'endpoint',
  'ai',
  'privacy',
  'documents',
] as const
export type Chapter = (typeof chapters)[number]
