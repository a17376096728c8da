/** What a search may see and what it asks for in time. */
export interface Scope {
  /** The only organisation, or null: every one, for staff. */
  readonly organisation: string | null
  /** ms since the epoch of the event, `from` included, `to` not; null: open. */
  readonly from: number | null
  readonly to: number | null
}

/** Where a page ends: the event before which the next one goes on. */
export interface Place {
  readonly batch: number
  readonly place: number
}
