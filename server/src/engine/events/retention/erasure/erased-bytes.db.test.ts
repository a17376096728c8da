import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { scratchDatabase } from '../../../../../../test/harness/databases.ts'
import { startPostgres } from '../../../../../../test/harness/postgres.ts'
import { testPlatform, type TestPlatform } from '../../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../../test/harness/town-modules.ts'
import { openDatabase } from '../../../../platform/database/database.ts'
import { migrate } from '../../../../platform/database/migrate.ts'
import { runCommand } from '../../../log/index.ts'
import { events } from '../../index.ts'
import { proveEvent } from '../../proof/event-proof.ts'
import { buildBlock } from '../../search/build-blocks.ts'
import { openStored, type Stored } from '../../../../../../test/harness/stored-events.ts'
import { runErasures } from './job.ts'
import { startErasure } from './start.ts'

const never = new AbortController().signal
const organisation = randomUUID()
const value = 'zq7431.quitt@kunde.example'
const actor = { kind: 'operator', tokenId: 'key-1' } as const
const cleanups: (() => Promise<void>)[] = []

afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

/** A database whose files lie in a folder that the test can read. */
async function openWithFiles(kind: 'embedded' | 'postgres') {
  const scratch = kind === 'embedded' ? await scratchDatabase(kind) : null
  const cluster = kind === 'postgres' ? await startPostgres() : null
  if (scratch) cleanups.push(scratch.drop)
  if (cluster) cleanups.push(() => cluster.stop())
  const options = scratch ?? { dataDir: '', databaseUrl: cluster?.url('postgres') ?? '', connectionsMax: 3 }
  const database = await openDatabase(options)
  cleanups.push(() => database.close())
  await migrate(database, [...townModules, events])
  const folder = cluster ? join(cluster.socketFolder, 'data') : join(options.dataDir, 'database')
  return { database, folder }
}

/** Files of the database in which the text stands, in either case. The write-ahead log is left out: it is recycled by time. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = []
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.parentPath.includes('pg_wal')) continue
    const path = join(file.parentPath, file.name)
    const bytes = await readFile(path, 'latin1').catch(() => '')
    if (bytes.toLowerCase().includes(text)) found.push(path.slice(folder.length))
  }
  return found
}

async function settle(stored: Stored): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await stored.store('security/security', 400, { actor: 'bert', note: 'nobody' })
    await stored.store('security/security', 20, { actor: value, session: `s-${value}-${round}` })
    await stored.store('sign-in/security', 20, {
      actor: 'mailer',
      note: `mail to ${value.toUpperCase()} sent`,
    })
    // Too large for a page: kept out of line, uncompressed where it cannot be compressed.
    await stored.store('content/operation', 5, { note: `${value} ${noise()}` })
  }
}

const noise = () => Array.from({ length: 400 }, () => randomUUID()).join('')

async function proveAll(platform: TestPlatform): Promise<number> {
  const { rows } = await sql<{ batch: number; place: number }>`select batch, place from events.event`.execute(
    platform.database.reader,
  )
  for (const { batch, place } of rows.filter((_, n) => n % 16 === 0))
    await proveEvent(platform.database.reader, organisation, `${batch}.${place}`)
  return rows.length
}

describe.each(['postgres', 'embedded'] as const)('bytes of an erased person in the files of %s', (kind) => {
  it('are gone, and all that remains is proven', async () => {
    const { database, folder } = await openWithFiles(kind)
    const platform = await testPlatform(database)
    const stored = await openStored(platform, organisation)
    await settle(stored)
    while (await buildBlock(platform)) await stored.count('events.block')
    await sql`analyze`.execute(database.reader)
    await sql`checkpoint`.execute(database.reader)
    expect((await filesWith(folder, value)).length).toBeGreaterThan(2)
    await runCommand(platform, { permission: 'events:erase', actor }, (tx) =>
      startErasure(tx, platform, { organisation, value, reason: 'Art. 17 DSGVO' }),
    )
    await runErasures(platform, never)
    await sql`analyze`.execute(database.reader)
    await sql`checkpoint`.execute(database.reader)
    expect(await filesWith(folder, value)).toEqual([])
    const seen = await stored.reconciled()
    expect(seen).toMatchObject({ rows: 1600, erased: 180, equal: 1600, gone: 180, wrong: 0, difference: 0 })
    expect(await proveAll(platform)).toBe(1600)
  })
})
