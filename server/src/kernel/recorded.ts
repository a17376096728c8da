declare const sealed: unique symbol

/** What a record says before the log gives it id, time, actor and salt. */
export interface RecordDraft {
  readonly type: string
  readonly data: unknown
  /** Disclosed records are published with their salt; the others stay inside. */
  readonly disclosed: boolean
}

/** The output of a command together with what must be logged: only `recorded` makes one, so no record is forgotten. */
export interface Recorded<Output> {
  readonly [sealed]: true
  readonly drafts: readonly RecordDraft[]
  readonly output: Output
}

/** Pairs an output with the record or records that describe the change. */
export function recorded<Output>(drafts: RecordDraft | readonly RecordDraft[], output: Output): Recorded<Output> {
  return { drafts: Array.isArray(drafts) ? drafts : [drafts], output } as unknown as Recorded<Output>
}
