import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'
import { parseEventId } from '../event.ts'
import { eventColumns, shown, sourcesByNumber, type EventRow, type ShownEvent } from './row.ts'

/** The event with this id in this organisation. Throws a Problem when there is none: of another one's nothing is told. */
export async function findEvent(
  { database }: Pick<Platform, 'database'>,
  organisation: string,
  id: string,
): Promise<{ readonly row: EventRow; readonly event: ShownEvent }> {
  const place = parseEventId(id)
  if (!place) throw notThere()
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events.event
    where batch = ${place.batch} and place = ${place.place} and organisation_id = ${organisation}`.execute(
    database.reader,
  )
  const [row] = rows
  if (!row) throw notThere()
  return { row, event: shown(row, await sourcesByNumber(database.reader)) }
}

const notThere = () =>
  new Problem('not-found', 'no-such-event', {
    de: 'Dieses Ereignis gibt es hier nicht: Die Kennung ist falsch, es gehört einer anderen Organisation, oder seine Frist ist abgelaufen.',
    en: 'There is no such event here: the id is wrong, it belongs to another organisation, or its period has ended.',
  })
