import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import {
  openDatabase,
  type Database,
  type DatabaseOptions,
} from '../../server/src/platform/database/database.ts'
import { migrate, type Migrated } from '../../server/src/platform/database/migrate.ts'

export type DatabaseKind = Database['kind']

/** An empty database of one's own, with the options that open it. */
export interface ScratchDatabase extends DatabaseOptions {
  readonly kind: DatabaseKind
  readonly drop: () => Promise<void>
}

/** Opens a fresh database with the modules' tables; it is closed and dropped after the suite. */
export type Open = (modules?: readonly Migrated[]) => Promise<Database>

const connectionsMax = 5

/**
 * Runs the suite on the embedded database and on PostgreSQL; `kind` says which. Needs the projects db, peers or journeys,
 * whose global setup prepares both. Without PostgreSQL its half is shown as skipped (on CI: an error).
 */
export function describeEachDatabase(name: string, suite: (open: Open, kind: DatabaseKind) => void): void {
  for (const kind of ['embedded', 'postgres'] as const) {
    const skipped = kind === 'postgres' && inject('postgresUrl') === null
    describe.skipIf(skipped)(`${name} (${kind})`, () => {
      const cleanups: (() => Promise<void>)[] = []
      suite(async (modules = []) => {
        const scratch = await scratchDatabase(kind)
        cleanups.push(scratch.drop)
        const database = await openDatabase(scratch)
        cleanups.push(() => database.close())
        await migrate(database, modules)
        return database
      }, kind)
      afterAll(async () => {
        for (const cleanup of cleanups.toReversed()) await cleanup()
      })
    })
  }
}

/** Clones an empty database, for a suite that opens it itself or starts a server on it. The caller drops it. */
export async function scratchDatabase(kind: DatabaseKind): Promise<ScratchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-data-'))
  const removeFolder = () => rm(dataDir, { recursive: true, force: true })
  if (kind === 'embedded') {
    await cp(inject('embeddedTemplate'), dataDir, { recursive: true })
    return { kind, dataDir, databaseUrl: null, connectionsMax, drop: removeFolder }
  }
  const server = inject('postgresUrl')
  if (server === null) throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(server, `create database ${name} template template0`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const drop = async () => {
    await administer(server, `drop database ${name} with (force)`)
    await removeFolder()
  }
  return { kind, dataDir, databaseUrl: url.href, connectionsMax, drop }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
