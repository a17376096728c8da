import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { retentionClasses } from '../classes.ts'
import { flag, outcomes, receivedAt, eventId, type EventBody, type Outcome } from '../event.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { eventsReader } from '../tables.ts'

/** An event as it is stored. */
export interface EventRow {
  readonly organisation_id: string
  readonly batch: number
  readonly place: number
  readonly at: Date
  readonly source: number
  readonly class: number
  readonly outcome: number
  readonly flags: number
  readonly address: string | null
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
  /** Opens the leaf together with the record. */
  readonly salt: Uint8Array
  readonly body: string
}

/** Columns of an EventRow, for a select. */
export const eventColumns: RawBuilder<unknown> = sql.raw(
  'organisation_id, batch, place, at, source, class, outcome, flags, host(address) as address, actor, action, target, session, salt, body',
)

/** The same without what stands in the body: its text is empty and not read. */
export const bodilessColumns: RawBuilder<unknown> = sql.raw(
  "organisation_id, batch, place, at, source, class, outcome, flags, host(address) as address, actor, action, target, session, salt, ''::text as body",
)

export interface NamedSource {
  readonly id: string
  readonly name: string
}

/** Sources by the number that stands in rows. */
export async function sourcesByNumber(reader: Reader): Promise<ReadonlyMap<number, NamedSource>> {
  const rows = await eventsReader(reader)
    .selectFrom('events.source')
    .select(['number', 'id', 'name'])
    .limit(sourcesMax)
    .execute()
  return new Map(rows.map(({ number, id, name }) => [number, { id, name }]))
}

const sourcesMax = 10_000
const flagNames = [
  ['time-missing', flag.timeMissing],
  ['future', flag.future],
  ['late', flag.late],
  ['unmapped', flag.unmapped],
] as const

/** An event as the contract shows it. */
export interface ShownEvent {
  readonly id: string
  readonly at: string
  readonly receivedAt: string
  readonly organisation: string
  readonly source: NamedSource
  readonly dataType: string
  readonly purpose: string
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
  readonly outcome: Outcome
  readonly address: string | null
  readonly flags: ('time-missing' | 'future' | 'late' | 'unmapped')[]
  readonly body: EventBody
}

/** The event of a row. */
export const shown = (row: EventRow, sources: ReadonlyMap<number, NamedSource>): ShownEvent => ({
  ...shownColumns(row, sources),
  body: JSON.parse(row.body) as EventBody,
})

/** The event of a row but for its body, which takes many times the memory of its text once it is parsed. */
export function shownColumns(
  row: EventRow,
  sources: ReadonlyMap<number, NamedSource>,
): Omit<ShownEvent, 'body'> {
  const kept = retentionClasses.find(({ id }) => id === row.class)
  const { actor, action, target, session, address } = row
  return {
    id: eventId(row.batch, row.place),
    at: isoTime(row.at.getTime()),
    receivedAt: isoTime(receivedAt(row.batch)),
    organisation: row.organisation_id,
    source: sources.get(row.source) ?? { id: noSource, name: '' },
    dataType: kept?.dataType ?? '',
    purpose: kept?.purpose ?? '',
    actor,
    action,
    target,
    session,
    outcome: outcomes[row.outcome] ?? 'unknown',
    address,
    flags: flagNames.flatMap(([name, bit]) => ((row.flags & bit) === 0 ? [] : [name])),
  }
}

const noSource = '00000000-0000-0000-0000-000000000000'
