import { sql } from 'kysely'
import { day, isoTime } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { retentionClasses } from '../classes.ts'
import { batchAt } from '../event.ts'
import { countRowsWhere } from './count-rows.ts'
import { anyHold, isHeld } from './holds/covered.ts'
import { noSuchClass } from './periods.ts'

/** What the next run would delete if events of a class stayed for so many days (null: the default). Throws a Problem. */
export async function consequenceOf(
  { database: { reader }, clock }: Pick<Platform, 'database' | 'clock'>,
  id: number,
  asked: number | undefined,
) {
  const found = retentionClasses.find((each) => each.id === id)
  if (!found) throw noSuchClass()
  const now = clock.now()
  const limit = now - (asked ?? found.days) * day
  const before = batchAt(limit)
  const mayBeHeld = await anyHold(reader, id, now)
  const where = mayBeHeld ? sql`not ${isHeld(now)}` : sql`true`
  const counted = await countRowsWhere(reader, clock, { class: id, before, where })
  const held = mayBeHeld
    ? await countRowsWhere(reader, clock, { class: id, before, where: isHeld(now) })
    : none
  return {
    days: asked ?? found.days,
    receivedBefore: isoTime(limit),
    deletes: counted.count,
    spared: held.count,
    complete: counted.complete && held.complete,
  }
}

const none = { count: 0, complete: true }
