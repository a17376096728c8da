import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

/** No table is visible through a bare handle: each module casts it to its own tables in its tables.ts. */
type NoTables = Record<never, never>

/** For reading: a connection or a transaction. */
export type Reader = Kysely<NoTables>
/** For writing: only ever a transaction. */
export type Writer = Transaction<NoTables>

export interface Database {
  readonly kind: 'embedded' | 'postgres'
  readonly reader: Reader
  /** Runs `work` in one transaction; an exception rolls back. */
  transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T>
  /** Runs `work` in a transaction that sees one moment of the database and cannot write. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  /** What the clock of the database says, ms since the epoch: another one than ours where it runs on another machine. */
  now(reader: Reader): Promise<number>
  /** Runs `work` on an empty database of the same kind and drops it afterwards. On PostgreSQL this needs CREATEDB. */
  scratch<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly dataDir: string
  /** null: PGlite in `<dataDir>/database`. */
  readonly databaseUrl: string | null
  readonly connectionsMax: number
}

const statementMs = 30_000
/** For a database that hangs, or a network that swallows: the database itself would have ended the statement before. */
const answerMs = statementMs + 5_000
const connectMs = 5_000
/** Our statements are short: starting workers and compiling them costs more than it gains. */
const plannerOptions = '-c jit=off -c max_parallel_workers_per_gather=0'
const scratchPrefix = 'nachweis_scratch_'

/** Opens the embedded database or PostgreSQL. The handle survives a lost connection: later queries connect anew. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl === null
    ? openEmbedded(join(options.dataDir, 'database'))
    : openPostgres(options.databaseUrl, options.connectionsMax)
}

async function openEmbedded(folder: string | null): Promise<Database> {
  // Loaded only when used: the WebAssembly image takes several hundred megabytes.
  const { openPGlite, PGlite } = await import('./embedded.ts')
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 })
  const pglite = folder === null ? await PGlite.create() : await openPGlite(folder)
  const kysely = new Kysely<NoTables>({ dialect: new PGliteDialect({ pglite }) })
  return database('embedded', kysely, async (work) => {
    const scratch = await openEmbedded(null)
    try {
      return await work(scratch)
    } finally {
      await scratch.close()
    }
  })
}

// Counts and times in ms fit a double; everything that does not is kept as text by its own column type.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

function openPostgres(url: string, connectionsMax: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: answerMs,
    keepAlive: true,
    application_name: 'nachweis',
    options: plannerOptions,
  })
  // A connection that breaks, idle or between two statements, must not end the process; the next query says what is wrong.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return database('postgres', kysely, (work) => withScratchDatabase(kysely, url, work))
}

async function withScratchDatabase<T>(
  kysely: Reader,
  url: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const name = scratchPrefix + randomBytes(8).toString('hex')
  await sql`create database ${sql.id(name)} template template0`.execute(kysely)
  const scratchUrl = new URL(url)
  scratchUrl.pathname = `/${name}`
  const scratch = openPostgres(scratchUrl.href, 2)
  try {
    return await work(scratch)
  } finally {
    await scratch.close()
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(kysely)
  }
}

function database(kind: Database['kind'], kysely: Kysely<NoTables>, scratch: Database['scratch']): Database {
  return {
    kind,
    reader: kysely,
    transaction: (work) => kysely.transaction().execute(work),
    snapshot: (work) =>
      kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    now: async (reader) => {
      const { rows } = await sql<{ now: number }>`
        select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(reader)
      return (rows[0] as { now: number }).now
    },
    scratch,
    close: () => kysely.destroy(),
  }
}
