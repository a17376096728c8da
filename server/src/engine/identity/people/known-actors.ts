import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'

export interface KnownActor {
  readonly id: string
  readonly name: string
  /** Neither deactivated nor revoked. */
  readonly isActive: boolean
}

/** People and service accounts by their ids, e.g. those who own something elsewhere; whoever is gone is missing. */
export async function knownActors(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownActor>> {
  const asked = sql`any(${[...ids]}::uuid[])`
  const { rows } = await sql<KnownActor>`
    select id, name, state <> 'deactivated' as "isActive" from identity.person where id = ${asked}
    union all
    select id, name, revoked_at is null from identity.token where person_id is null and id = ${asked}`.execute(
    reader,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
