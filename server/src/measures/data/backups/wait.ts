import type { Run } from '../../../engine/claims/index.ts'
import { backupsReader } from './tables.ts'
import { places } from './places.ts'
import { newestAttempt } from './runs.ts'

const pollMs = 250
const pollsMax = 180

/**
 * Waits for a backup that is being taken right now: until the newest attempt has ended and each place was written to, or
 * 45 s at most. So the first check of a fresh installation meets its first backup, and none meets half a copy.
 */
export async function untilSettled({ platform, signal }: Run): Promise<void> {
  for (let polls = 0; polls < pollsMax && !(await isSettled(platform)); polls++) {
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function isSettled(platform: Run['platform']): Promise<boolean> {
  const { reader } = platform.database
  const attempt = await newestAttempt(reader)
  if (attempt === null) return false
  if (attempt.error !== null) return true
  const copies = await backupsReader(reader)
    .selectFrom('backups.copy')
    .select('place')
    .where('run_id', '=', attempt.id)
    .execute()
  const written = new Set(copies.map((copy) => copy.place))
  return places(platform).every((place) => written.has(place.id))
}
