import { sql, type RawBuilder } from 'kysely'
import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { retentionClasses } from '../../classes.ts'

/** Holds that stand at a moment (ms since the epoch). */
const standing = (now: number) => sql`h.ended_at is null and h.ends_at > ${isoTime(now)}::timestamptz`

/**
 * Whether a hold covers the event row `e`. Of a time range, what happened in it counts, and what was received in it: a
 * sender's clock may be wrong.
 */
const covers = sql`(h.class is null or h.class = e.class)
  and (h.organisation_id is null or h.organisation_id = e.organisation_id)
  and (h.actor_exact is null or e.actor ~ h.actor_exact or e.target ~ h.actor_exact or e.body ~ h.actor_in_body)
  and ((e.at >= coalesce(h.from_at, '-infinity') and e.at < coalesce(h.to_at, 'infinity'))
    or (to_timestamp(e.batch / 4096 / 1000.0) >= coalesce(h.from_at, '-infinity')
      and to_timestamp(e.batch / 4096 / 1000.0) < coalesce(h.to_at, 'infinity')))`

/** True for rows `e` that must stay. */
export const isHeld = (now: number): RawBuilder<boolean> =>
  sql<boolean>`exists (select from events.hold h where ${standing(now)} and ${covers})`

/** Ids of the holds that cover the row `e`, as an array. */
export const heldBy = (now: number): RawBuilder<string[]> =>
  sql<string[]>`array(select h.id::text from events.hold h where ${standing(now)} and ${covers})`

/** Whether any hold could cover events of a class: without one, rows need not be looked at. */
export async function anyHold(reader: Reader, id: number, now: number): Promise<boolean> {
  const { rows } = await sql`select from events.hold h
    where ${standing(now)} and (h.class is null or h.class = ${id}) limit 1`.execute(reader)
  return rows.length > 0
}

/** How many holds that stand could cover events of each class. */
export async function holdsByClass(reader: Reader, now: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ class: number | null; n: number }>`
    select h.class, count(*)::integer as n from events.hold h where ${standing(now)} group by h.class`.execute(
    reader,
  )
  const all = rows.find((row) => row.class === null)?.n ?? 0
  return new Map(retentionClasses.map(({ id }) => [id, all + (rows.find((row) => row.class === id)?.n ?? 0)]))
}

/** True for rows `e` that a hold with this scope would cover. */
export const isInScope = (scope: ScopeColumns): RawBuilder<boolean> =>
  sql<boolean>`exists (select from (values (${scope.class}::smallint, ${scope.organisation}::uuid,
    ${scope.actorExact}::text, ${scope.actorInBody}::text, ${scope.from}::timestamptz, ${scope.to}::timestamptz))
    as h (class, organisation_id, actor_exact, actor_in_body, from_at, to_at) where ${covers})`

/** As the columns of a hold; null: everything of its kind. Times in ISO 8601. */
export interface ScopeColumns {
  readonly class: number | null
  readonly organisation: string | null
  readonly actorExact: string | null
  readonly actorInBody: string | null
  readonly from: string | null
  readonly to: string | null
}
