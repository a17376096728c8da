import { sql } from 'kysely'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { eventsWriter } from '../tables.ts'
import { changedSettings } from './check-settings.ts'
import { organisationsById } from './find.ts'
import { sourcesMax } from './limits.ts'
import { refuseSameName } from './same-name.ts'
import type { SettingsChange } from './settings.ts'

/** Creates a source of the provider; it can send once it has a token. */
export async function createSource(
  tx: Writer,
  organisation: string,
  asked: { readonly name: string; readonly settings: SettingsChange },
  now: number,
): Promise<Recorded<{ id: string }>> {
  await requireProvider(tx, organisation)
  await requireRoom(tx, organisation)
  const settings = await changedSettings(tx, null, asked.settings)
  const id = newId(now)
  const name = asked.name.normalize('NFC')
  await refuseSameName(name, () =>
    eventsWriter(tx)
      .insertInto('events.source')
      .values({
        id,
        organisation_id: organisation,
        name,
        settings: JSON.stringify(settings),
        created_at: new Date(now),
        last_received_at: null,
      })
      .execute(),
  )
  const data = { organisation, source: id, name, settings }
  return recorded([{ type: 'events.source-created', data, disclosed: false }], { id })
}

async function requireProvider(tx: Writer, organisation: string): Promise<void> {
  if ((await organisationsById(tx)).get(organisation)?.kind === 'provider') return
  throw new Problem('bad-request', 'not-the-provider', {
    de: 'Quellen gehören dem Anbieter; wessen Ereignisse sie senden, bestimmen ihre Einstellungen.',
    en: 'Sources belong to the provider; whose events they send is up to their settings.',
  })
}

async function requireRoom(tx: Writer, organisation: string): Promise<void> {
  // Of two requests at once, the second counts what the first did.
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
  const { n } = await eventsWriter(tx)
    .selectFrom('events.source')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n < sourcesMax) return
  throw new Problem('conflict', 'too-many-sources', {
    de: `Mehr als ${sourcesMax} Quellen sind nicht möglich. Löschen Sie zuerst, was nichts mehr sendet.`,
    en: `More than ${sourcesMax} sources are not possible. Delete first what sends nothing any more.`,
  })
}

const lockKey = 0x6c6f_6704
