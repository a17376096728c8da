import { sql } from 'kysely'
import type { PersonActor } from '../../../kernel/actor.ts'
import { minute } from '../../../kernel/clock.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Platform } from '../../../platform/platform.ts'
import { bareSecretPattern, secretHash } from '../secret.ts'
import { sessionIdleMs } from './cookies.ts'

/** How often the time of last use is written: a read must not cost a write each time. */
const seenEveryMs = minute

interface Found {
  readonly id: string
  readonly level: 1 | 2
  readonly way: string
  readonly enrolment: boolean
  readonly seen_at: Date
  readonly authenticated_at: Date
  readonly person_id: string
  readonly roles: Role[]
  readonly organisation_id: string
  readonly kind: 'provider' | 'customer'
}

/**
 * Who this session cookie belongs to; null when it is unknown, ended, idle too long, or its person was deactivated.
 * One query on unique keys, as text: every request pays for it, and building it would cost more than asking it.
 */
export async function findSession(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  secret: string | undefined,
  isUse = true,
): Promise<PersonActor | null> {
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const now = clock.now()
  const { rows } = await sql<Found>`
    select session.id, session.level, session.way, session.enrolment, session.seen_at, session.authenticated_at,
      person.id as person_id, person.roles, organisation.id as organisation_id, organisation.kind
    from identity.session as session
    join identity.person as person on person.id = session.person_id
    join identity.organisation as organisation on organisation.id = person.organisation_id
    where session.hash = ${secretHash(secret)}
      and session.expires_at > ${new Date(now)}
      and session.seen_at > ${new Date(now - sessionIdleMs)}
      and person.state = 'active'
      and organisation.state = 'active'`.execute(database.reader)
  const [row] = rows
  if (!row) return null
  if (isUse && now - row.seen_at.getTime() > seenEveryMs) await touch(database, row.id, now)
  return {
    kind: 'person',
    personId: row.person_id,
    organisation: { id: row.organisation_id, kind: row.kind },
    roles: row.roles,
    means: {
      kind: 'session',
      id: row.id,
      level: row.level,
      way: row.way,
      authenticatedAt: row.authenticated_at.getTime(),
      enrolment: row.enrolment,
    },
  }
}

async function touch(database: Platform['database'], id: string, now: number): Promise<void> {
  await sql`with seen as (
    update identity.session set seen_at = ${new Date(now)} where id = ${id} returning person_id
  ) update identity.person set last_seen_at = ${new Date(now)} from seen where person.id = seen.person_id`.execute(
    database.reader,
  )
}
