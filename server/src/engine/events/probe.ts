import { sql } from 'kysely'
import { hour, isoTime } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { newToken, secretHash } from '../identity/index.ts'
import { intakeOf } from './intake.ts'
import { sourceSettingsSchema } from './sources/settings.ts'
import { eventsWriter } from './tables.ts'

/** After this a source that a stopped run left behind is taken again. */
const leftoverMs = hour

/**
 * Runs `work` with a source of events of a throw-away organisation, for checks: `token` lets it send. Afterwards the source is
 * gone for everybody, and its row waits for the next run; what it sent stays as long as its kind does.
 */
export async function withProbeSource<T>(
  platform: Platform,
  organisation: string,
  work: (token: string, source: string) => Promise<T>,
): Promise<T> {
  const { database, clock } = platform
  const token = newToken('nwe')
  const id = await database.transaction((tx) => takeSource(tx, organisation, token, clock.now()))
  // Otherwise this server would know it some seconds later only.
  intakeOf(platform).directory.forget()
  try {
    return await work(token, id)
  } finally {
    await database.transaction(async (tx) => {
      const writer = eventsWriter(tx)
      await writer.deleteFrom('events.source_token').where('source_id', '=', id).execute()
      await writer
        .updateTable('events.source')
        .set({ deleted_at: new Date(clock.now()) })
        .where('id', '=', id)
        .execute()
    })
    intakeOf(platform).directory.forget()
  }
}

async function takeSource(tx: Writer, organisation: string, token: string, now: number): Promise<string> {
  const at = new Date(now)
  const id = (await takeAgain(tx, organisation, now)) ?? (await makeSource(tx, organisation, now))
  const tables = eventsWriter(tx)
  await tables.deleteFrom('events.source_token').where('source_id', '=', id).execute()
  const row = { id: newId(now), source_id: id, hash: secretHash(token), name: 'Prüfung', created_at: at }
  await tables
    .insertInto('events.source_token')
    .values({ ...row, expires_at: null, last_used_at: null })
    .execute()
  return id
}

/** Takes the row of an earlier run, which nobody else takes meanwhile; null: all are in use. */
async function takeAgain(tx: Writer, organisation: string, now: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update events.source set organisation_id = ${organisation}, created_at = ${isoTime(now)}, deleted_at = null
    where id = (select id from events.source
      where probe and (deleted_at is not null or created_at < ${isoTime(now - leftoverMs)})
      order by number limit 1 for update skip locked)
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}

async function makeSource(tx: Writer, organisation: string, now: number): Promise<string> {
  const id = newId(now)
  const settings = JSON.stringify(sourceSettingsSchema.parse({}))
  await eventsWriter(tx)
    .insertInto('events.source')
    .values({
      id,
      organisation_id: organisation,
      name: 'Prüfung',
      settings,
      created_at: new Date(now),
      probe: true,
    })
    .execute()
  return id
}
