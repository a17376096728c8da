import { sql } from 'kysely'
import type { PersonActor } from '../../../kernel/actor.ts'
import { minute } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { bareSecretPattern, secretHash } from '../secret.ts'
import { identityReader } from '../tables.ts'
import { sessionIdleMs } from './cookies.ts'

/** How often the time of last use is written: a read must not cost a write each time. */
const seenEveryMs = minute

/**
 * Who this session cookie belongs to; null when it is unknown, ended, idle too long, or its person was deactivated.
 * One query on two primary keys: every request pays for it.
 */
export async function findSession(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  secret: string | undefined,
): Promise<PersonActor | null> {
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const now = clock.now()
  const row = await identityReader(database.reader)
    .selectFrom('identity.session as session')
    .innerJoin('identity.person as person', 'person.id', 'session.person_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'person.organisation_id')
    .select([
      'session.id',
      'session.level',
      'session.way',
      'session.enrolment',
      'session.seen_at',
      'session.authenticated_at',
      'person.id as personId',
      'person.roles',
      'organisation.id as organisationId',
      'organisation.kind',
    ])
    .where('session.hash', '=', secretHash(secret))
    .where('session.expires_at', '>', new Date(now))
    .where('session.seen_at', '>', new Date(now - sessionIdleMs))
    .where('person.state', '=', 'active')
    .where('organisation.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return null
  if (now - row.seen_at.getTime() > seenEveryMs) await touch(database, row.id, now)
  return {
    kind: 'person',
    personId: row.personId,
    organisation: { id: row.organisationId, kind: row.kind },
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
