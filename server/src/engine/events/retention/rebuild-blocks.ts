import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { insertBlock } from '../search/build-blocks.ts'
import { eventsWriter } from '../tables.ts'
import { lockDeletions } from './deletion.ts'

/** Blocks of one run; what is left waits for the next. */
const blocksMax = 2_000

/** Makes marked blocks anew from the rows that are left, so that their filters know nothing of what is gone. Answers how many. */
export async function rebuildBlocks(
  platform: Pick<Platform, 'database'>,
  signal: AbortSignal,
): Promise<number> {
  let rebuilt = 0
  while (rebuilt < blocksMax && !signal.aborted) {
    if (!(await platform.database.transaction(rebuildOldest))) break
    rebuilt++
  }
  return rebuilt
}

async function rebuildOldest(tx: Writer): Promise<boolean> {
  await lockDeletions(tx)
  const { rows: marked } = await sql<{ after: number; last: number }>`
    select first_batch as after, last_batch as last from events.block where outdated
    order by last_batch limit 1`.execute(tx)
  const [block] = marked
  if (!block) return false
  await eventsWriter(tx).deleteFrom('events.block').where('last_batch', '=', block.last).execute()
  await eventsWriter(tx).deleteFrom('events.tally').where('last_batch', '=', block.last).execute()
  await insertBlock(tx, block.after, block.last)
  return true
}
