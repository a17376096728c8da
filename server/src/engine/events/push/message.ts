import { disclosedBetween, parseStored } from '../../log/index.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { readOne, type FindSources } from '../stream/read-page.ts'

/** What a delivery is about: an event, or a published record of the log by its leaf. */
export type Subject =
  | { readonly kind: 'event'; readonly batch: number; readonly place: number }
  | { readonly kind: 'record'; readonly record: number }

/** What stands in the body of a webhook: type, time of what happened, and what happened. */
export interface Payload {
  readonly type: string
  readonly timestamp: string
  readonly data: unknown
}

/** The body of a delivery, or null when what it is about is no longer kept. */
export async function payloadOf(
  reader: Reader,
  sources: FindSources,
  subject: Subject,
): Promise<Payload | null> {
  if (subject.kind === 'event') {
    const event = await readOne(reader, subject, sources)
    return event && { type: 'event.received', timestamp: event.at, data: event }
  }
  const [stored] = await disclosedBetween(reader, subject.record, subject.record + 1)
  if (!stored) return null
  const disclosed = parseStored(stored)
  return { type: disclosed.record.type, timestamp: disclosed.record.at, data: disclosed }
}

/** webhook-id of a delivery: without a full stop, which separates what is signed. */
export const webhookId = (id: string): string => `msg_${id.replaceAll('-', '')}`
