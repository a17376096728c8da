import { newId } from '../../server/src/kernel/id.ts'
import type { EventBody, Received } from '../../server/src/engine/events/event.ts'
import { intakeOf } from '../../server/src/engine/events/intake.ts'
import { sourceSettingsSchema, type Source } from '../../server/src/engine/events/sources/settings.ts'
import { eventsWriter } from '../../server/src/engine/events/tables.ts'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import type { Platform } from '../../server/src/platform/platform.ts'
import type { SignedInPerson } from './signed-in.ts'

/** A source of events of this organisation, stored as if the console had made it, with defaults for all settings. */
export async function addEventSource(
  platform: Platform,
  organisation: string,
  name = 'Test',
): Promise<Source> {
  const settings = sourceSettingsSchema.parse({})
  const id = newId(platform.clock.now())
  const { number } = await platform.database.transaction((tx) =>
    eventsWriter(tx)
      .insertInto('events.source')
      .values({
        id,
        organisation_id: organisation,
        name,
        settings: JSON.stringify(settings),
        created_at: new Date(platform.clock.now()),
      })
      .returning('number')
      .executeTakeFirstOrThrow(),
  )
  return { id, number, organisation, name, settings }
}

/** Stores events through the intake; answers their ids. Throws when one is refused. */
export async function storeEvents(
  platform: Platform,
  source: Source,
  bodies: readonly EventBody[],
): Promise<string[]> {
  const drafts = bodies.map((body) => ({ body, at: null, key: null }))
  const received = await intakeOf(platform).ingester.accept(source, drafts)
  return received.map(idOf)
}

function idOf(received: Received): string {
  if (received.kind === 'refused') throw new Error(`${received.reason}: ${received.message}`)
  return received.id
}

/** Makes a source with a token through the interface, as this person of the provider; answers the token. */
export async function sourceToken(
  { caller, organisation }: Pick<SignedInPerson, 'caller' | 'organisation'>,
  name = 'Test',
): Promise<string> {
  const base = `/api/v1/organisations/${organisation}/event-sources`
  const made = await requireDone(caller.call('POST', base, { name }))
  const path = `${base}/${String(made.body['id'])}/tokens`
  const token = await requireDone(caller.call('POST', path, { name: 'Sender', days: 90 }))
  return String(token.body['secret'])
}
