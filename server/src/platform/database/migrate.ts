import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database, Reader, Writer } from './database.ts'
import { createPlatformTables } from './platform-tables.ts'

/** A module as far as its tables are concerned. */
export interface Migrated {
  readonly name: string
  readonly migrations: URL | null
}

export interface AppliedMigration {
  readonly module: string
  readonly file: string
}

const filePattern = /^\d{4}-[a-z0-9-]+\.sql$/
const lockKey = 0x6e61_6368

/**
 * Applies every `NNNN-name.sql` not yet applied, module by module in dependency order, each in its own transaction.
 * Forward only. Several servers that start at once wait for each other. Throws when an applied file is gone.
 */
export async function migrate(database: Database, modules: readonly Migrated[]): Promise<void> {
  await database.transaction(async (tx) => {
    await lock(tx)
    await createPlatformTables(tx)
  })
  for (const module of modules) {
    if (module.migrations !== null) await migrateModule(database, module.name, module.migrations)
  }
}

/** What has been applied, in order of module and file. */
export async function appliedMigrations(reader: Reader): Promise<AppliedMigration[]> {
  const { rows } =
    await sql<AppliedMigration>`select module, file from platform.migration order by module, file`.execute(
      reader,
    )
  return rows
}

async function migrateModule(database: Database, module: string, folder: URL): Promise<void> {
  const files = (await readdir(folder)).filter((file) => filePattern.test(file)).toSorted()
  for (const file of files) {
    const statements = await readFile(new URL(file, folder), 'utf8')
    await database.transaction(async (tx) => {
      await lock(tx)
      const { rows } =
        await sql`select 1 from platform.migration where module = ${module} and file = ${file}`.execute(tx)
      if (rows.length > 0) return
      for (const statement of splitStatements(statements)) await sql.raw(statement).execute(tx)
      await sql`insert into platform.migration (module, file) values (${module}, ${file})`.execute(tx)
    })
  }
}

// PGlite prepares every query, and a prepared query holds one statement. A line that ends in a semicolon ends one.
function splitStatements(text: string): string[] {
  return text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

const lock = (tx: Writer) => sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
