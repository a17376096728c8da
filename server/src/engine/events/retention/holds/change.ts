import { isoTime } from '../../../../kernel/clock.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { lockDeletions } from '../deletion.ts'
import { retentionWriter } from '../tables.ts'
import { requireEnd } from './create.ts'

/** Sets another end of a hold that stands, with the reason for it. Throws a Problem. Times in ms since the epoch. */
export async function renewHold(
  tx: Writer,
  id: string,
  asked: { readonly endsAt: number; readonly reason: string },
  now: number,
): Promise<Recorded<object>> {
  requireEnd(asked.endsAt, now)
  await change(tx, id, { ends_at: new Date(asked.endsAt) }, now)
  const data = { hold: id, endsAt: isoTime(asked.endsAt), reason: asked.reason }
  return recorded([{ type: 'events.hold-renewed', data, disclosed: false }], {})
}

/** Ends a hold that stands: what is past its period goes with the next run. Throws a Problem. */
export async function endHold(
  tx: Writer,
  id: string,
  reason: string,
  now: number,
): Promise<Recorded<object>> {
  await change(tx, id, { ended_at: new Date(now) }, now)
  return recorded([{ type: 'events.hold-ended', data: { hold: id, reason }, disclosed: false }], {})
}

async function change(
  tx: Writer,
  id: string,
  set: { readonly ends_at: Date } | { readonly ended_at: Date },
  now: number,
): Promise<void> {
  await lockDeletions(tx)
  const { numUpdatedRows } = await retentionWriter(tx)
    .updateTable('events.hold')
    .set(set)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', new Date(now))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  throw new Problem('not-found', 'no-such-hold', {
    de: 'Diese Sperre gibt es nicht, oder sie ist schon zu Ende.',
    en: 'There is no such hold, or it has ended already.',
  })
}
