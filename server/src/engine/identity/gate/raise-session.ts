import type { PersonActor } from '../../../kernel/actor.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { rotateSession } from '../sessions/open-session.ts'

/**
 * Lifts a session to level 2 once a second factor was proved in it, which is also when one that was owed is set up; the
 * cookie changes. `way` names the factor, e.g. `totp`. Does nothing for callers without a session.
 */
export async function raiseSession(
  tx: Writer,
  actor: PersonActor,
  way: string,
  now: number,
  request: RequestFacts,
): Promise<void> {
  const { means } = actor
  if (means.kind !== 'session') return
  const ways = means.way.split('+')
  const joined = ways.includes(way) ? means.way : [...ways, way].join('+')
  await rotateSession(tx, means.id, { level: 2, way: joined, enrolment: false, now }, request)
}
