import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { postgresInstalled, startPostgres, type Postgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's PostgreSQL with the database `postgres`; null: not installed here. */
    postgresUrl: string | null
    /** A data folder with an empty embedded database, to be copied. */
    embeddedTemplate: string
  }
}

interface Prepared {
  readonly postgres: Postgres | null
  readonly folder: string
}

interface Shared {
  users: number
  prepared: Promise<Prepared>
}

// Several projects of one run share one PostgreSQL; each loads this file anew, the process object is what they have in common.
const shares = process as unknown as { [key: symbol]: Shared | undefined }
const shareKey = Symbol.for('nachweis.test.databases')

/** Prepares both databases once per vitest run. On CI a missing PostgreSQL is an error, elsewhere its suites are skipped. */
export async function setup(project: TestProject): Promise<void> {
  const shared = (shares[shareKey] ??= { users: 0, prepared: prepare() })
  shared.users += 1
  const { postgres, folder } = await shared.prepared
  project.provide('postgresUrl', postgres?.url('postgres') ?? null)
  project.provide('embeddedTemplate', folder)
}

export async function teardown(): Promise<void> {
  const shared = shares[shareKey]
  if (shared === undefined || --shared.users > 0) return
  shares[shareKey] = undefined
  const { postgres, folder } = await shared.prepared
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
}

async function prepare(): Promise<Prepared> {
  if (!postgresInstalled() && process.env['CI'] !== undefined) {
    throw new Error(
      'PostgreSQL is not installed, and on CI no suite may be skipped: apt-get install postgresql',
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-embedded-'))
  const [postgres] = await Promise.all([postgresInstalled() ? startPostgres() : null, makeTemplate(folder)])
  return { postgres, folder }
}

async function makeTemplate(dataDir: string): Promise<void> {
  const database = await openDatabase({ dataDir, databaseUrl: null, connectionsMax: 2 })
  await database.close()
}
