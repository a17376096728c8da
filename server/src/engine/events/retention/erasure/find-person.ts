import { sql } from 'kysely'
import type { Reader } from '../../../../platform/database/database.ts'
import { heldBy } from '../holds/covered.ts'
import type { PersonPattern } from './person-pattern.ts'

/** Whose events, and in which batches (after, last]. */
export interface Search {
  readonly organisation: string
  readonly pattern: PersonPattern
  /** Of that actor. */
  readonly sessions: readonly string[]
  readonly after: number
  readonly last: number
}

/** An event in which the person stands. */
export interface FoundEvent {
  readonly class: number
  readonly batch: number
  readonly place: number
  /** The partition, without its schema. */
  readonly table: string
  /** Ids of the holds that cover it. */
  readonly heldBy: readonly string[]
}

interface Candidate extends Omit<FoundEvent, 'heldBy'> {
  readonly held_by: readonly string[]
  readonly certain: boolean
  readonly body: string
}

/** The batch up to which a step looks: about `rows` events further, or `until` where there are no more. */
export async function endOfStep(reader: Reader, after: number, until: number, rows: number): Promise<number> {
  const { rows: found } = await sql<{ last: number | null; n: number }>`
    select max(batch) as last, count(*)::integer as n from (select batch from events.event
      where batch > ${after}::bigint and batch <= ${until}::bigint order by batch limit ${rows}) as next`.execute(
    reader,
  )
  const [{ last, n } = { last: null, n: 0 }] = found
  return last === null || n < rows ? until : last
}

/** Sessions in which the person acted. */
export async function sessionsOf(reader: Reader, search: Omit<Search, 'sessions'>): Promise<string[]> {
  const { organisation, pattern, after, last } = search
  const { rows } = await sql<{ session: string }>`
    select distinct e.session from events.event e
    where e.batch > ${after}::bigint and e.batch <= ${last}::bigint and e.organisation_id = ${organisation}
      and e.session is not null and e.actor ~ ${pattern.exact}`.execute(reader)
  return rows.map(({ session }) => session)
}

/**
 * Events of the organisation in which the person is actor, target or session, which belong to one of the sessions without
 * naming another actor, or which hold the name anywhere as a whole word. `now` in ms since the epoch.
 */
export async function findPerson(reader: Reader, search: Search, now: number): Promise<FoundEvent[]> {
  const { organisation, pattern, sessions, after, last } = search
  const { exact, inBody } = pattern
  const certain = sql`coalesce(e.actor ~ ${exact}, false) or coalesce(e.target ~ ${exact}, false)
    or coalesce(e.session ~ ${exact}, false)
    or (e.actor is null and coalesce(e.session = any(${[...sessions]}::text[]), false))`
  const { rows } = await sql<Candidate>`
    select e.class, e.batch, e.place, split_part(e.tableoid::regclass::text, '.', 2) as "table",
      ${heldBy(now)} as held_by, ${certain} as certain, e.body
    from events.event e
    where e.batch > ${after}::bigint and e.batch <= ${last}::bigint and e.organisation_id = ${organisation}
      and (${certain} or e.body ~ ${inBody})`.execute(reader)
  return rows
    .filter((row) => row.certain || pattern.standsIn(row.body))
    .map(({ class: id, batch, place, table, held_by }) => ({
      class: id,
      batch,
      place,
      table,
      heldBy: held_by,
    }))
}
