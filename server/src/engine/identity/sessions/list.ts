import { isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'
import { sessionIdleMs } from './cookies.ts'
import { deviceWords } from './device-words.ts'

const sessionsMax = 200

/** A person's live sessions, last used first; `current` is the id of the one that asks. */
export async function listSessions(reader: Reader, person: string, current: string | null, now: number) {
  const rows = await identityReader(reader)
    .selectFrom('identity.session')
    .select(['id', 'agent', 'address', 'way', 'level', 'enrolment', 'created_at', 'seen_at', 'expires_at'])
    .where('person_id', '=', person)
    .where('expires_at', '>', new Date(now))
    .where('seen_at', '>', new Date(now - sessionIdleMs))
    .orderBy('seen_at', 'desc')
    .limit(sessionsMax)
    .execute()
  const sessions = rows.map(({ agent, created_at, seen_at, expires_at, ...row }) => ({
    ...row,
    device: deviceWords(agent),
    current: row.id === current,
    createdAt: isoTime(created_at.getTime()),
    seenAt: isoTime(seen_at.getTime()),
    expiresAt: isoTime(expires_at.getTime()),
  }))
  return { sessions }
}
