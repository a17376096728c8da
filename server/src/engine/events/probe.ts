import { newId } from '../../kernel/id.ts'
import type { Platform } from '../../platform/platform.ts'
import { newToken, secretHash } from '../identity/index.ts'
import { intakeOf } from './intake.ts'
import { sourceSettingsSchema } from './sources/settings.ts'
import { eventsWriter } from './tables.ts'

/**
 * Runs `work` with a source of events of a throw-away organisation, for checks: `token` lets it send. Afterwards the source is
 * gone; what it sent stays as long as its kind does, seen by nobody.
 */
export async function withProbeSource<T>(
  platform: Platform,
  organisation: string,
  work: (token: string) => Promise<T>,
): Promise<T> {
  const { database, clock } = platform
  const now = clock.now()
  const id = newId(now)
  const token = newToken('nwe')
  const at = new Date(now)
  await database.transaction(async (tx) => {
    const settings = JSON.stringify(sourceSettingsSchema.parse({}))
    const writer = eventsWriter(tx)
    await writer
      .insertInto('events.source')
      .values({ id, organisation_id: organisation, name: 'Prüfung', settings, created_at: at })
      .execute()
    const row = { id: newId(now), source_id: id, hash: secretHash(token), name: 'Prüfung', created_at: at }
    await writer
      .insertInto('events.source_token')
      .values({ ...row, expires_at: null, last_used_at: null })
      .execute()
  })
  // Otherwise this server would know it some seconds later only.
  intakeOf(platform).directory.forget()
  try {
    return await work(token)
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
