import { sql } from 'kysely'
import { day, isoTime } from '../../../kernel/clock.ts'
import type { Database, Reader, Writer } from '../../../platform/database/database.ts'

/** A clock that is more than this ahead of what was believed last is doubted, until somebody confirms it. */
const leapMs = 2 * day

/** What is believed of the clock; times in ms since the epoch. */
export interface BelievedClock {
  /** What the clock said when a run believed it last; null: none has run yet. */
  readonly believedAt: number | null
  /** What it said when a run doubted it first, and deleted nothing since; null: none does. */
  readonly doubtedAt: number | null
  /** It is so far ahead that nothing is deleted by it. */
  readonly isDoubted: boolean
}

type Seen = Omit<BelievedClock, 'isDoubted'>

const columns = sql`extract(epoch from nullif(believed_at, '-infinity'))::float8 * 1000 as "believedAt",
  extract(epoch from doubted_at)::float8 * 1000 as "doubtedAt"`

const judged = (seen: Seen | undefined, now: number): BelievedClock => {
  const { believedAt, doubtedAt } = seen ?? { believedAt: null, doubtedAt: null }
  const isDoubted = believedAt !== null && now > believedAt + leapMs
  return { believedAt, doubtedAt: isDoubted ? doubtedAt : null, isDoubted }
}

/** Whether the clock, which says `now` (ms since the epoch), is believed. */
export async function readClock(reader: Reader, now: number): Promise<BelievedClock> {
  const { rows } = await sql<Seen>`select ${columns} from events.expiry`.execute(reader)
  return judged(rows[0], now)
}

/**
 * Writes down what the clock says (ms since the epoch), and answers whether it is believed. Called once an hour. A leap is
 * not believed for having lasted: it looks like a long standstill of the server, and only time from elsewhere can tell.
 */
export async function believeClock(database: Database, now: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<Seen>`select ${columns} from events.expiry for update`.execute(tx)
    if (judged(rows[0], now).isDoubted) {
      await sql`update events.expiry set doubted_at = coalesce(doubted_at, ${isoTime(now)})`.execute(tx)
      return false
    }
    await setBelieved(tx, now)
    return true
  })
}

/** From here on the clock is believed up to `now`, in ms since the epoch. */
export async function setBelieved(tx: Writer, now: number): Promise<void> {
  await sql`update events.expiry set believed_at = ${isoTime(now)}, doubted_at = null`.execute(tx)
}
