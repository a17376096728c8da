import type { JsonValue } from './json.ts'

export type EventBody = { readonly [name: string]: JsonValue }

/** An event as a receiver hands it in: parsed and bounded, not yet understood. */
export interface EventDraft {
  readonly body: EventBody
  /** When it happened, in ms since the epoch, where the transport says so; else the mapping looks into the body. */
  readonly at: number | null
  /** The sender's own id of this event: sent again with it, it is not stored again. Null: every sending is another event. */
  readonly key: string | null
}

/** An event as the mapping understood it. */
export interface ReadEvent {
  readonly organisation: string
  /** ms since the epoch. */
  readonly at: number
  /** What the source said, ms since the epoch, believed or not; null: nothing that can be read. */
  readonly said: number | null
  readonly class: number
  readonly outcome: Outcome
  readonly flags: number
  readonly address: string | null
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
}

/** As stored: its place in the array is the number in the row. */
export const outcomes = ['unknown', 'success', 'failure'] as const
export type Outcome = (typeof outcomes)[number]

/** Bits of `flags`. */
export const flag = { timeMissing: 1, future: 2, late: 4, unmapped: 8 } as const

/** What became of one draft, in the order in which they were handed in. */
export type Received =
  | { readonly kind: 'stored'; readonly id: string }
  | { readonly kind: 'repeated'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly message: string }

const counterBits = 4096

/** Batch number of a moment; numbers of the same millisecond follow it. */
export const batchAt = (ms: number): number => Math.floor(ms) * counterBits
/** When the batch was received, in ms since the epoch. */
export const receivedAt = (batch: number): number => Math.floor(batch / counterBits)

/** The id of an event: `<batch>.<place>`. */
export const eventId = (batch: number, place: number): string => `${batch}.${place}`

/** Nothing but what `eventId` writes: each event has one id. */
const idPattern = /^(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,5})$/

/** Batch and place of an id, or null. */
export function parseEventId(id: string): { batch: number; place: number } | null {
  const [, batch, place] = idPattern.exec(id) ?? []
  if (batch === undefined || place === undefined || !Number.isSafeInteger(Number(batch))) return null
  return { batch: Number(batch), place: Number(place) }
}
