import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Database } from '../../../platform/database/database.ts'
import { migrate, type Migrated } from '../../../platform/database/migrate.ts'
import { tableShapes } from './content.ts'
import { BackupError, backupError } from './failure.ts'
import { parseManifest, type Manifest } from './format.ts'
import { load } from './load.ts'
import { openedLines } from './opened-file.ts'
import { fileFacts } from './sealed-file.ts'

export interface Restore {
  /** The backup's file. */
  readonly file: string
  /** Age identities, any of which opens the file. */
  readonly identities: readonly string[]
  /** Of the file, lower-case hex; null when nobody knows it any more. */
  readonly sha256: string | null
  /** The migrations of this program. */
  readonly modules: readonly Migrated[]
  readonly signal: AbortSignal
}

/**
 * Restores a backup into an empty database: checks the file, migrates to exactly the backup's migrations, loads all rows
 * and compares every table with the manifest, in one transaction. Answers the manifest. Throws BackupError.
 */
export async function restoreInto(database: Database, restore: Restore): Promise<Manifest> {
  await requireReadable(restore)
  return restoreReadable(database, restore)
}

/** Checks the file's checksum, opens it and reads its manifest. Throws BackupError. */
export async function requireReadable(restore: Restore): Promise<void> {
  await requireIntact(restore)
  if (restore.identities.length === 0)
    throw new BackupError('no-identity', 'No identity is given that could open the backup.')
  const lines = openedLines(restore.file, restore.identities)
  try {
    readFirst(await lines.next())
  } finally {
    await lines.return(undefined)
  }
}

/** As restoreInto, for a file that requireReadable has just accepted. */
export async function restoreReadable(database: Database, restore: Restore): Promise<Manifest> {
  await requireEmpty(database)
  const lines = openedLines(restore.file, restore.identities)
  try {
    const manifest = readFirst(await lines.next())
    await migrateTo(database, manifest, restore.modules)
    await database.transaction((tx) => load(tx, manifest, lines))
    return manifest
  } catch (error) {
    throw loadingError(error)
  } finally {
    await lines.return(undefined)
  }
}

/** SQLSTATE classes that blame the data: data exception, integrity constraint, rule violation. */
const refusedData = /^(22|23|42)[0-9A-Z]{3}$/

function loadingError(error: unknown): BackupError {
  const state = (error as { code?: unknown } | null)?.code
  const refused = typeof state === 'string' && refusedData.test(state)
  return refused ? new BackupError('not-loadable', String(error), error) : backupError(error)
}

async function requireEmpty(database: Database): Promise<void> {
  const [table] = await tableShapes(database.reader)
  if (table)
    throw new BackupError(
      'not-empty',
      `The database has tables already, e.g. ${table.schema}.${table.name}. Restore into an empty one.`,
    )
}

async function requireIntact({ file, sha256, signal }: Restore): Promise<void> {
  const facts = await fileFacts(file, signal).catch((error: unknown) => {
    const { code, message } = backupError(error)
    throw new BackupError(code === 'place-missing' ? 'file-missing' : code, message, error)
  })
  if (sha256 !== null && facts.sha256 !== sha256) {
    throw new BackupError('altered', `The file has the SHA-256 ${facts.sha256}, recorded is ${sha256}.`)
  }
}

function readFirst({ value, done }: IteratorResult<string>): Manifest {
  if (done === true) throw new BackupError('damaged', 'The backup is empty.')
  try {
    return parseManifest(value)
  } catch (error) {
    throw new BackupError('damaged', 'The file does not begin with a manifest of this format.', error)
  }
}

/** SQL never comes from a backup: only the names of migrations do, and only files of this program are run. */
async function migrateTo(
  database: Database,
  manifest: Manifest,
  modules: readonly Migrated[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-migrations-'))
  try {
    const chosen: Migrated[] = []
    for (const { name, migrations } of modules) {
      const files = manifest.migrations
        .filter((migration) => migration.module === name)
        .map((migration) => migration.file)
      if (files.length === 0 || migrations === null) continue
      const own = join(folder, name)
      await mkdir(own)
      for (const file of files)
        await copyFile(new URL(file, migrations), join(own, file)).catch(() => missing(name, file))
      chosen.push({ name, migrations: pathToFileURL(own + '/') })
    }
    const here = new Set(chosen.map((module) => module.name))
    const absent = manifest.migrations.find((migration) => !here.has(migration.module))
    if (absent) missing(absent.module, absent.file)
    await migrate(database, chosen)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function missing(module: string, file: string): never {
  throw new BackupError(
    'unknown-migration',
    `This program has no migration ${file} of ${module}: restore with the version that took the backup, or a later one.`,
  )
}
