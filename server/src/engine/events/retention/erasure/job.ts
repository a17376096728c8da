import type { Platform } from '../../../../platform/platform.ts'
import { readClock } from '../believed-clock.ts'
import { rebuildBlocks } from '../rebuild-blocks.ts'
import { retentionReader } from '../tables.ts'
import { erase } from './erase.ts'
import { rewriteTables } from './rewrite.ts'

/** Goes on with all erasures under way, oldest first; what a signal or an end of the server interrupts is resumed. */
export async function runErasures(platform: Platform, signal: AbortSignal): Promise<void> {
  const rows = await retentionReader(platform.database.reader)
    .selectFrom('events.erasure')
    .select(['id', 'state'])
    .where('state', 'in', ['looking', 'erasing', 'rewriting'])
    .orderBy('id')
    .execute()
  // By a clock that is far ahead, holds would have ended that stand.
  if (!(await readClock(platform.database.reader, platform.clock.now())).isDoubted)
    for (const { id } of rows) await erase(platform, id, signal)
  await rebuildBlocks(platform, signal)
  if (rows.length > 0 && !signal.aborted) await rewriteTables(platform, signal)
}
