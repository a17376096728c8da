import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'

/** Columns that may name a person, or open a leaf. */
const columns = ['address', 'actor', 'target', 'session', 'salt', 'body']

/**
 * Keeps the database from writing samples of these columns into its statistics, where no erasure could reach them: they
 * have no index, so that no plan needs them.
 */
export async function keepNoStatistics(tx: Writer, table: string): Promise<void> {
  const name = `events.${table}`
  const { rows } = await sql`select from pg_attribute where attrelid = ${name}::regclass and attname = 'body'
    and attstattarget = 0`.execute(tx)
  if (rows.length > 0) return
  const each = columns.map((column) => sql`alter column ${sql.id(column)} set statistics 0`)
  await sql`alter table ${sql.id('events', table)} ${sql.join(each)}`.execute(tx)
}
