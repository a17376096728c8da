import { randomInt } from 'node:crypto'
import type { TestPlatform } from './platform.ts'
import type { Writer } from '../../server/src/platform/database/database.ts'
import {
  observeEvents,
  type EventsObservation,
} from '../../server/src/measures/product/audit-log/observe-events.ts'

/** What the check of events sees of the database, altered by its owner; everything stands again afterwards. */
export async function lookAfter(
  platform: TestPlatform,
  alter: (tx: Writer) => Promise<unknown>,
): Promise<EventsObservation> {
  let seen: EventsObservation | undefined
  await platform.database
    .transaction(async (tx) => {
      await alter(tx)
      const snapshot = (<T>(work: (reader: Writer) => Promise<T>) =>
        work(tx)) as typeof platform.database.snapshot
      const altered = { ...platform, database: { ...platform.database, reader: tx, snapshot } }
      const { signal } = new AbortController()
      seen = await observeEvents({ platform: altered, signal }, (below) => randomInt(below))
      throw new Error('undo')
    })
    .catch((error: Error) => {
      if (error.message !== 'undo') throw error
    })
  return seen as EventsObservation
}
