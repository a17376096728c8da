import type { Platform } from '../../../platform/platform.ts'
import type { Received } from '../event.ts'
import type { ReadLine } from '../ingest/read-events.ts'
import { intakeOf } from '../intake.ts'
import type { Source } from '../sources/settings.ts'

/**
 * Stores what could be read of a request; answers what became of each event, in their order, those that were refused when
 * reading too. Throws the Problems of the ingester.
 */
export function acceptRead(
  platform: Platform,
  source: Source,
  read: readonly ReadLine[],
): Promise<readonly Received[]> {
  const refused = read.map((each) => ('draft' in each ? null : each))
  const drafts = read.flatMap((each) => ('draft' in each ? [each.draft] : []))
  return inOrder(refused, intakeOf(platform).ingester.accept(source, drafts))
}

// Apart, so that nobody holds what was parsed until the commit.
async function inOrder(refused: readonly (Received | null)[], accepted: Promise<readonly Received[]>) {
  const received = await accepted
  let next = 0
  return refused.map((each) => each ?? (received[next++] as Received))
}
