import { sql } from 'kysely'
import type { Database, Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { lockBlocks, lockDeletions, noteDeletion, type DeletionRun } from '../deletion.ts'
import { updateDerived } from '../derived-rows.ts'
import { retentionReader, retentionWriter } from '../tables.ts'
import { addCounts, fateOf, parseCounts } from './counts.ts'
import { finishErasing } from './finish.ts'
import { endOfStep, findPerson, sessionsOf, type FoundEvent } from './find-person.ts'
import { personPattern } from './person-pattern.ts'
import { openFor, sealFor, sessionsMax, tooManySessions } from './sessions.ts'
import { emptyAnswersOf, eraseTraces, noteTraces } from './traces.ts'

/** Rows that a step looks at: first for sessions, then to erase. */
const lookRows = 20_000
const eraseRows = 5_000

/** Goes on with an erasure, step by step, until it is done or the signal fires; each step is a transaction. */
export async function erase(platform: Platform, id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const row = await stateOf(platform.database, id)
    if (row === 'looking') await look(platform, id)
    else if (row === 'erasing') await eraseStep(platform, id)
    else return
  }
}

async function stateOf({ reader }: Database, id: string) {
  const row = await retentionReader(reader)
    .selectFrom('events.erasure')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state
}

const lockErasure = (tx: Writer, id: string) =>
  retentionWriter(tx)
    .selectFrom('events.erasure')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()

type ErasureRow = Awaited<ReturnType<typeof lockErasure>>

function searchOf({ keys }: Pick<Platform, 'keys'>, row: ErasureRow) {
  if (row.sealed_value === null) throw new Error(`the erasure ${row.id} has lost its name`)
  const sessions =
    row.sealed_sessions === null
      ? []
      : (JSON.parse(openFor(keys, row.id, 'sessions', row.sealed_sessions)) as string[])
  const pattern = personPattern(openFor(keys, row.id, 'value', row.sealed_value))
  return { organisation: row.organisation_id, pattern, sessions, after: row.cursor_batch }
}

/** Collects sessions; at the end the cursor returns to the beginning. */
async function look(platform: Platform, id: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const row = await lockErasure(tx, id)
    const search = searchOf(platform, row)
    const last = await endOfStep(tx, search.after, row.until_batch, lookRows)
    const sessions = [...new Set([...search.sessions, ...(await sessionsOf(tx, { ...search, last }))])]
    const ended = last >= row.until_batch
    const failed = sessions.length > sessionsMax
    await retentionWriter(tx)
      .updateTable('events.erasure')
      .set({
        sealed_sessions: sealFor(platform.keys, id, 'sessions', JSON.stringify(sessions)),
        cursor_batch: ended ? row.first_batch : last,
        state: ended ? 'erasing' : 'looking',
        ...(failed ? { state: 'failed', problem: tooManySessions().reason, sealed_sessions: null } : {}),
      })
      .where('id', '=', id)
      .execute()
  })
}

async function eraseStep(platform: Platform, id: string): Promise<void> {
  const now = platform.clock.now()
  const done = await platform.database.transaction(async (tx) => {
    await lockDeletions(tx)
    const row = await lockErasure(tx, id)
    const search = searchOf(platform, row)
    const last = await endOfStep(tx, search.after, row.until_batch, eraseRows)
    const found = await findPerson(tx, { ...search, last }, now)
    const erasable = found.filter((each) => fateOf(each) === 'erasable')
    if (erasable.length > 0) {
      const answers = await emptyAnswersOf(tx, search.organisation, erasable)
      await noteTraces(tx, id, { searches: 0, filters: 0, answers })
      await deleteEvents(tx, { id, reason: 'erased', now }, erasable)
    }
    await retentionWriter(tx)
      .updateTable('events.erasure')
      .set({ cursor_batch: last, counts: JSON.stringify(addCounts(parseCounts(row.counts), found)) })
      .where('id', '=', id)
      .execute()
    return last >= row.until_batch ? search : null
  })
  if (done === null) return
  await eraseTraces(platform, { ...done, id })
  await finishErasing(platform, id)
}

async function deleteEvents(tx: Writer, run: DeletionRun, found: readonly FoundEvent[]): Promise<void> {
  const places = sql`unnest(${found.map(({ batch }) => batch)}::bigint[], ${found.map(({ place }) => place)}::integer[])
    as gone (batch, place)`
  const batches = found.map(({ batch }) => batch)
  const [from, to] = [Math.min(...batches), Math.max(...batches)]
  const between = sql`batch between ${from}::bigint and ${to}::bigint`
  await lockBlocks(tx)
  const { rows } = await sql<{ class: number; from: number; to: number; count: number }>`
    with deleted as (
      delete from events.event e using ${places}
      where e.batch = gone.batch and e.place = gone.place and e.${between}
      returning e.class, e.batch
    ) select class, min(batch) as "from", max(batch) as "to", count(*)::float8 as count from deleted group by class`.execute(
    tx,
  )
  await sql`delete from events.key k using ${places}
    where k.batch = gone.batch and k.place = gone.place and k.${between}`.execute(tx)
  for (const deleted of rows) {
    await noteDeletion(tx, run, deleted)
    await updateDerived(tx, deleted)
  }
  await retentionWriter(tx)
    .insertInto('events.rewrite')
    .values(
      [...new Set(found.map(({ table }) => table))].map((table) => ({
        table_name: table,
        erasure_id: run.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
