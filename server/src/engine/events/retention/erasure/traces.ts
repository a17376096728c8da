import { z } from 'zod'
import { sql } from 'kysely'
import { recorded, type RecordDraft } from '../../../../kernel/recorded.ts'
import type { Reader, Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { runCommand } from '../../../log/index.ts'
import { retentionWriter } from '../tables.ts'
import type { PersonPattern } from './person-pattern.ts'

const tracesSchema = z.object({
  searches: z.number().default(0),
  filters: z.number().default(0),
  answers: z.number().default(0),
})

/** Rows beside the events that named the person: saved searches (deleted), filters of webhooks and answers of their receivers (emptied). */
export type Traces = z.output<typeof tracesSchema>

export const parseTraces = (stored: unknown): Traces => tracesSchema.parse(stored)

/** Tables of traces, which are rewritten as those of events are. */
export const traceTables = {
  searches: 'saved_search',
  filters: 'push_endpoint',
  answers: 'push_try',
} as const

const pageRows = 500

interface Whose {
  readonly id: string
  readonly organisation: string
  readonly pattern: PersonPattern
}

/** Whether the name stands in what somebody wrote, with or without the escapes of a search. */
const names = (pattern: PersonPattern, written: string) =>
  [written, written.replaceAll('\\', '')].some((form) => pattern.standsIn(JSON.stringify(form)))

/** Of the organisation, and of those who look into all. */
const concerned = (organisation: string) => sql`(organisation_id = ${organisation}::uuid or everywhere)`

/** Erases what named the person beside the events. Done twice, the second time finds nothing. */
export async function eraseTraces(platform: Platform, whose: Whose): Promise<void> {
  const actor = { kind: 'system', name: 'events.erasure' } as const
  await runCommand(platform, { permission: 'events:erase', actor }, async (tx) => {
    const searches = await deleteSearches(tx, whose)
    const filters = await emptyFilters(tx, whose)
    await noteTraces(tx, whose.id, { searches: searches.length, filters: filters.length, answers: 0 })
    return recorded([...searches, ...filters], {})
  })
  for await (const page of pages((after: Answer | null) =>
    answersAfter(platform.database.reader, whose, after),
  )) {
    const named = page.filter(({ answer }) => names(whose.pattern, Buffer.from(answer).toString()))
    if (named.length === 0) continue
    await platform.database.transaction(async (tx) => {
      await sql`update events.push_try t set answer = '' from unnest(
        ${named.map(({ id }) => id)}::bigint[], ${named.map(({ tried }) => tried)}::integer[]) as n (delivery, tried)
        where t.delivery = n.delivery and t.tried = n.tried`.execute(tx)
      await noteTraces(tx, whose.id, { searches: 0, filters: 0, answers: named.length })
    })
  }
}

async function* pages<Row>(read: (after: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let after: Row | null = null
  for (;;) {
    const page: Row[] = await read(after)
    if (page.length > 0) yield page
    if (page.length < pageRows) return
    after = page.at(-1) ?? null
  }
}

interface Written {
  readonly id: string
  readonly organisation: string
  readonly written: string
}

async function deleteSearches(tx: Writer, { organisation, pattern, id }: Whose): Promise<RecordDraft[]> {
  const found: Written[] = []
  const read = async (after: Written | null) => {
    const { rows } =
      await sql<Written>`select id, organisation_id as organisation, name || ' ' || query as written
      from events.saved_search where ${concerned(organisation)} and id > ${after?.id ?? firstId}::uuid
      order by id limit ${pageRows}`.execute(tx)
    return rows
  }
  for await (const page of pages(read)) found.push(...page.filter((each) => names(pattern, each.written)))
  await sql`delete from events.saved_search where id = any(${found.map((each) => each.id)}::uuid[])`.execute(
    tx,
  )
  return found.map((each) => ({
    type: 'events.search-deleted',
    data: { organisation: each.organisation, search: each.id, erasure: id },
    disclosed: false,
  }))
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** Nothing that was not asked for is sent instead: a webhook without a filter gets no events, and one that gets nothing else is paused. */
async function emptyFilters(tx: Writer, { organisation, pattern, id }: Whose): Promise<RecordDraft[]> {
  const { rows } = await sql<Written>`select id, organisation_id as organisation, query as written
    from events.push_endpoint where query is not null and ${concerned(organisation)} for update`.execute(tx)
  const found = rows.filter((each) => names(pattern, each.written))
  await sql`update events.push_endpoint set query = null,
      state = case when kinds = '{}' and state = 'active' then 'paused' else state end,
      lease = case when kinds = '{}' then null else lease end,
      leased_until = case when kinds = '{}' then null else leased_until end
    where id = any(${found.map((each) => each.id)}::uuid[])`.execute(tx)
  return found.map((each) => ({
    type: 'events.push-endpoint-changed',
    data: { organisation: each.organisation, endpoint: each.id, query: null, erasure: id },
    disclosed: false,
  }))
}

interface Answer {
  readonly id: number
  readonly tried: number
  readonly answer: Uint8Array
}

async function answersAfter(
  reader: Reader,
  { organisation }: Whose,
  after: Answer | null,
): Promise<Answer[]> {
  const { rows } = await sql<Answer>`select t.delivery as id, t.tried, t.answer
    from events.push_try t join events.push_delivery d on d.number = t.delivery
    where d.endpoint_id in (select id from events.push_endpoint where ${concerned(organisation)}) and t.answer <> ''
      and (t.delivery, t.tried) > (${after?.id ?? -1}::bigint, ${after?.tried ?? -1}::integer)
    order by t.delivery, t.tried limit ${pageRows}`.execute(reader)
  return rows
}

/** What receivers answered to events that go now may repeat them in other words. Answers how many answers were emptied. */
export async function emptyAnswersOf(
  tx: Writer,
  organisation: string,
  found: readonly { readonly batch: number; readonly place: number }[],
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`update events.push_try t set answer = ''
    from events.push_delivery d, unnest(${found.map(({ batch }) => batch)}::bigint[],
      ${found.map(({ place }) => place)}::integer[]) as gone (batch, place)
    where d.endpoint_id in (select id from events.push_endpoint where ${concerned(organisation)})
      and d.batch = gone.batch and d.place = gone.place and t.delivery = d.number and t.answer <> ''`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

/** Adds to what an erasure has found beside the events, and has the tables rewritten. */
export async function noteTraces(tx: Writer, erasure: string, more: Traces): Promise<void> {
  const tables = (['searches', 'filters', 'answers'] as const).filter((kind) => more[kind] > 0)
  if (tables.length === 0) return
  await sql`update events.erasure set traces = jsonb_build_object(
      'searches', coalesce((traces ->> 'searches')::integer, 0) + ${more.searches}::integer,
      'filters', coalesce((traces ->> 'filters')::integer, 0) + ${more.filters}::integer,
      'answers', coalesce((traces ->> 'answers')::integer, 0) + ${more.answers}::integer)
    where id = ${erasure}`.execute(tx)
  await retentionWriter(tx)
    .insertInto('events.rewrite')
    .values(tables.map((kind) => ({ table_name: traceTables[kind], erasure_id: erasure })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
