import { sql } from 'kysely'
import { day, isoTime, minute } from '../../../kernel/clock.ts'
import type { Database, Reader } from '../../../platform/database/database.ts'

/** A clock that is more than this ahead of what was believed last is doubted. */
const leapMs = 2 * day
/** And believed when it stands there still after this long: mistakes have until then to be undone. */
const doubtMs = 30 * minute

interface Seen {
  readonly believed: number | null
  readonly doubted: number | null
}

const columns = sql`extract(epoch from nullif(believed_at, '-infinity'))::float8 * 1000 as believed,
  extract(epoch from doubted_at)::float8 * 1000 as doubted`

const hasLeapt = ({ believed }: Seen, now: number) => believed !== null && now > believed + leapMs

/** Writes down what the clock says (ms since the epoch), and answers whether it is believed. Called once an hour. */
export async function believeClock(database: Database, now: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<Seen>`select ${columns} from events.expiry for update`.execute(tx)
    const [seen = { believed: null, doubted: null }] = rows
    const { doubted } = seen
    const confirmed = doubted !== null && now >= doubted + doubtMs && now <= doubted + leapMs
    if (hasLeapt(seen, now) && !confirmed) {
      await sql`update events.expiry set doubted_at = ${isoTime(now)}`.execute(tx)
      return false
    }
    await sql`update events.expiry set believed_at = ${isoTime(now)}, doubted_at = null`.execute(tx)
    return true
  })
}

/** Whether the clock is so far ahead that nothing should be deleted by it. */
export async function isClockDoubted(reader: Reader, now: number): Promise<boolean> {
  const { rows } = await sql<Seen>`select ${columns} from events.expiry`.execute(reader)
  return rows[0] !== undefined && hasLeapt(rows[0], now)
}
