declare const sealed: unique symbol

/** What a record says before the log gives it id, time, actor and salt. */
export interface RecordDraft {
  readonly type: string
  readonly data: unknown
  /** Disclosed records are published with their salt; the others stay inside. */
  readonly disclosed: boolean
}

/**
 * The output of a command together with what must be logged: only `recorded` makes one, so no record is forgotten.
 * `after` runs in the same transaction once the records are written, with their ids, for what follows from them.
 */
export interface Recorded<Output> {
  readonly [sealed]: true
  readonly drafts: readonly RecordDraft[]
  readonly output: Output
  readonly after: (recordIds: readonly string[]) => Promise<void>
}

/** Pairs an output with the records that describe the change. */
export function recorded<Output>(
  drafts: readonly RecordDraft[],
  output: Output,
  after: Recorded<Output>['after'] = async () => {},
): Recorded<Output> {
  return { drafts, output, after } as unknown as Recorded<Output>
}
