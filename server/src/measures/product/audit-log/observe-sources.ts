import { defineObserver, type Run } from '../../../engine/claims/index.ts'
import { readHeartbeats, readOrders, type SourceOrder } from '../../../engine/events/index.ts'
import { minute, second } from '../../../kernel/clock.ts'

/** Of the sources for which a sign of life is agreed. No names: whoever reads the page need not know what sends. */
export interface SourcesObservation {
  readonly sources: readonly {
    readonly heartbeatS: number
    /** Since the last event, or, before the first, since the source was made. */
    readonly silentMs: number
    readonly isHeard: boolean
    readonly isPaused: boolean
  }[]
  /** Of all sources that were heard lately. */
  readonly orders: readonly SourceOrder[]
}

/** Looks when each source was heard last. Writes nothing. */
export const sourcesHeard = defineObserver({
  id: 'event-sources',
  everyMs: 15 * minute,
  budgetMs: 10 * second,
  targets: () => [{ id: 'installation' }],
  observe: (run) => observeSources(run),
})

/** The observation itself. */
export async function observeSources({ platform }: Pick<Run, 'platform'>): Promise<SourcesObservation> {
  const now = platform.clock.now()
  const found = await readHeartbeats(platform.database.reader)
  return {
    orders: await readOrders(platform.database.reader, now),
    sources: found.map(({ heartbeatS, createdAt, lastReceivedAt, paused }) => ({
      heartbeatS,
      silentMs: Math.max(0, now - (lastReceivedAt ?? createdAt)),
      isHeard: lastReceivedAt !== null,
      isPaused: paused,
    })),
  }
}
