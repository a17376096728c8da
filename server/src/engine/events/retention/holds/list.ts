import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { knownActors } from '../../../identity/index.ts'
import { customersById } from '../../search/customers.ts'
import { retentionReader } from '../tables.ts'

const listedMax = 500
const iso = (date: Date | null) => (date === null ? null : isoTime(date.getTime()))

/** Holds, newest first, ended ones too. `now` in ms since the epoch. */
export async function listHolds(reader: Reader, now: number) {
  const rows = await retentionReader(reader)
    .selectFrom('events.hold')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(listedMax)
    .execute()
  const names = await customersById(reader)
  const owners = await knownActors(reader, [...new Set(rows.map((row) => row.owner_id))])
  return rows.map((row) => ({
    id: row.id,
    organisation: row.organisation_id,
    organisationName: row.organisation_id === null ? null : (names.get(row.organisation_id) ?? null),
    actor: row.actor,
    actorErased: row.actor === null && row.actor_exact !== null,
    class: row.class,
    from: iso(row.from_at),
    to: iso(row.to_at),
    reason: row.reason,
    owner: row.owner_id,
    ownerName: owners.get(row.owner_id)?.name ?? null,
    createdAt: isoTime(row.created_at.getTime()),
    endsAt: isoTime(row.ends_at.getTime()),
    endedAt: iso(row.ended_at),
    stands: row.ended_at === null && row.ends_at.getTime() > now,
  }))
}
