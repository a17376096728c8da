import { randomUUID } from 'node:crypto'
import { addEventSource } from './event-source.ts'
import type { Open } from './databases.ts'
import { testPlatform, type TestPlatform } from './platform.ts'
import { newId } from '../../server/src/kernel/id.ts'
import type { Endpoint } from '../../server/src/kernel/route.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import { silentTelemetry } from '../../server/src/platform/telemetry/telemetry.ts'
import { identity, newToken, secretHash } from '../../server/src/engine/identity/index.ts'
import { log, openLog } from '../../server/src/engine/log/index.ts'
import { events, receiverRefusal } from '../../server/src/engine/events/index.ts'
import { intakeOf } from '../../server/src/engine/events/intake.ts'
import { sourceSettingsSchema, type SourceSettings } from '../../server/src/engine/events/sources/settings.ts'
import { eventsReader, eventsWriter } from '../../server/src/engine/events/tables.ts'

export interface Answer {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly bytes: Buffer
  /** Empty where the answer is not JSON. */
  readonly json: Record<string, unknown>
}

/** The application with these endpoints over a real database, a source, and what came in from it. */
export async function openReceivers(open: Open, endpoints: (platform: TestPlatform) => Endpoint[]) {
  const platform = await testPlatform(await open([log, identity, events]))
  await openLog(platform, 'log.example/receive')
  const app = createApp({
    endpoints: endpoints(platform),
    identify: async () => ({ kind: 'anonymous' }),
    now: () => platform.clock.now(),
    proxyHops: 0,
    problemPage: (path, _, problem, sent) => receiverRefusal(path, problem, sent),
    telemetry: silentTelemetry,
  })
  const { token, number } = await addSource(platform, 'Test')

  const rows = () =>
    eventsReader(platform.database.reader)
      .selectFrom('events.event')
      .select(['body', 'actor', 'action', 'at'])
      .where('source', '=', number)
      .orderBy('batch')
      .orderBy('place')
      .execute()

  return {
    platform,
    token,
    /** The source's token goes along unless the headers say otherwise. */
    async send(
      path: string,
      body: Buffer | string | undefined,
      headers: Readonly<Record<string, string>>,
      method = 'POST',
    ): Promise<Answer> {
      const response = await app.request(path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const isJson = (response.headers.get('content-type') ?? '').includes('json') && bytes.length > 0
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        bytes,
        json: isJson ? JSON.parse(String(bytes)) : {},
      }
    },
    /** The events that are there afterwards and were not before. */
    async newRows(run: () => Promise<unknown>) {
      const before = (await rows()).length
      await run()
      return (await rows()).slice(before)
    },
    addSource: (name: string, settings: Partial<SourceSettings>) => addSource(platform, name, settings),
  }
}

async function addSource(platform: TestPlatform, name: string, settings: Partial<SourceSettings> = {}) {
  const { id, number } = await addEventSource(platform, randomUUID(), name)
  const token = newToken('nwe')
  await platform.database.transaction(async (tx) => {
    await eventsWriter(tx)
      .updateTable('events.source')
      .set({ settings: JSON.stringify({ ...sourceSettingsSchema.parse({}), ...settings }) })
      .where('id', '=', id)
      .execute()
    await eventsWriter(tx)
      .insertInto('events.source_token')
      .values({
        id: newId(platform.clock.now()),
        source_id: id,
        hash: secretHash(token),
        name: 'Test',
        created_at: new Date(platform.clock.now()),
        expires_at: null,
      })
      .execute()
  })
  intakeOf(platform).directory.forget()
  return { token, number }
}
