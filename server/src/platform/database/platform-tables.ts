import { sql } from 'kysely'
import type { Writer } from './database.ts'

/** Tables of the platform itself, made before any module's. */
export async function createPlatformTables(tx: Writer): Promise<void> {
  await sql`create schema if not exists platform`.execute(tx)
  await sql`create table if not exists platform.migration (
    module text not null, file text not null, applied_at timestamptz not null default now(), primary key (module, file))`.execute(
    tx,
  )
  await sql`create table if not exists platform.job (
    name text primary key, due_at timestamptz not null, leased_until timestamptz, last_error text)`.execute(
    tx,
  )
}
