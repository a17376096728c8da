import { sql } from 'kysely'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import { scratchDatabase, type DatabaseKind } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { migrate } from '../../../platform/database/migrate.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { startBlockBuilder } from './block-builder.ts'

const waiting = { timeout: 30_000, interval: 100 }

const kinds: DatabaseKind[] = inject('postgresUrl') === null ? ['embedded'] : ['embedded', 'postgres']

describe.each(kinds)('the builder of blocks (%s)', (kind) => {
  const cleanups: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup()
  })

  const start = async () => {
    const scratch = await scratchDatabase(kind)
    cleanups.push(scratch.drop)
    const database = await openDatabase(scratch)
    cleanups.push(() => database.close())
    await migrate(database, [log, notifications, identity, events])
    const bare = await testPlatform(database)
    const failures: string[] = []
    const { databaseUrl } = scratch
    const platform = {
      ...bare,
      environment: { ...bare.environment, databaseUrl },
      telemetry: { ...bare.telemetry, error: (message: string) => void failures.push(message) },
    }
    await openLog(platform, 'log.example')
    const { organisationId } = await addPerson(platform, { kind: 'provider' })
    const source = await addEventSource(platform, organisationId)
    const store = () =>
      storeEvents(
        platform,
        source,
        Array.from({ length: 1_100 }, (_, n) => ({ actor: `person ${n}` })),
      )
    const covered = async () => {
      const { rows } = await sql<{ count: number }>`
        select coalesce(sum(count), 0)::float8 as count from events.block`.execute(database.reader)
      return rows[0]?.count
    }
    return { platform, database, failures, store, covered }
  }

  it('makes blocks until it is stopped', async () => {
    const { platform, store, covered } = await start()
    const builder = await startBlockBuilder(platform)
    await store()
    await vi.waitFor(async () => expect(await covered()).toBe(1_100), waiting)
    await builder.stop()
    await store()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(await covered()).toBe(1_100)
  })

  it.skipIf(kind === 'embedded')('goes on when its connection was cut', async () => {
    const { platform, database, failures, store, covered } = await start()
    const builder = await startBlockBuilder(platform)
    await store()
    await vi.waitFor(async () => expect(await covered()).toBe(1_100), waiting)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.reader)
    await store()
    await vi.waitFor(async () => expect(await covered()).toBe(2_200), waiting)
    await builder.stop()
    // A connection that was idle when it was cut may be opened anew without a word.
    expect(failures.filter((words) => words !== 'a block of events could not be made')).toEqual([])
  })
})
