import type { Platform } from '../../../platform/platform.ts'
import type { Received } from '../event.ts'
import type { ReadLine } from '../ingest/read-events.ts'
import { intakeOf } from '../intake.ts'
import type { Source } from '../sources/settings.ts'

/**
 * Stores what could be read of a request; answers what became of each event, in their order, those that were refused when
 * reading too. Throws the Problems of the ingester.
 */
export async function acceptRead(
  platform: Platform,
  source: Source,
  read: readonly ReadLine[],
): Promise<readonly Received[]> {
  const drafts = read.flatMap((each) => ('draft' in each ? [each.draft] : []))
  const received = await intakeOf(platform).ingester.accept(source, drafts)
  let next = 0
  return read.map((each) => ('draft' in each ? (received[next++] as Received) : each))
}
