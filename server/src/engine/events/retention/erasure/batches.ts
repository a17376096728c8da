import { sql } from 'kysely'
import type { Reader } from '../../../../platform/database/database.ts'

/** The newest batch that was stored. */
export async function newestBatch(reader: Reader): Promise<number> {
  const { rows } = await sql<{ batch: number }>`select batch from events.head`.execute(reader)
  return rows[0]?.batch ?? 0
}

/** The batch before the oldest event; where there is none, the newest. */
export async function oldestBatch(reader: Reader): Promise<number> {
  const { rows } = await sql<{
    batch: number | null
  }>`select min(batch) - 1 as batch from events.event`.execute(reader)
  return rows[0]?.batch ?? newestBatch(reader)
}
