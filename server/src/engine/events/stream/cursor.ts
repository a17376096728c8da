import { Problem } from '../../../kernel/problem.ts'
import { eventId, parseEventId } from '../event.ts'

/** How far somebody has seen the events, in the order of their receipt. */
export interface Cursor {
  readonly batch: number
  readonly place: number
}

/** More than any event's place in its batch. */
const lastPlace = 999_999

/** All of a batch, and everything before it. */
export const endOf = (batch: number): Cursor => ({ batch, place: lastPlace })

export const isBefore = (one: Cursor, other: Cursor): boolean =>
  one.batch < other.batch || (one.batch === other.batch && one.place < other.place)

/** As the id of an event: what `requireCursor` reads. */
export const cursorText = ({ batch, place }: Cursor): string => eventId(batch, place)

/** The cursor of a request; `head`: the newest batch. Throws a Problem when it is none, or of events that are not here. */
export function requireCursor(text: string, head: number): Cursor {
  const cursor = parseEventId(text)
  if (cursor !== null && cursor.batch <= head) return cursor
  throw new Problem('bad-request', 'cursor-unknown', {
    de: 'Diese Stelle gibt es hier nicht. Nehmen Sie die id des letzten Ereignisses, das Sie bekommen haben, oder beginnen Sie ohne cursor von jetzt an.',
    en: 'There is no such place here. Take the id of the last event that you received, or start from now on without a cursor.',
  })
}
