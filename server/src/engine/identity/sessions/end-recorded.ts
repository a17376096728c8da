import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { requirePerson } from '../people/find.ts'
import { endSessions, type SessionsOf } from './end.ts'

/**
 * Ends sessions of a person of this organisation and records it: one, all but one, or all. Throws a Problem when the one
 * named is not (or no longer) there.
 */
export async function endPersonSessions(
  tx: Writer,
  actor: Actor,
  organisation: string,
  of: Exclude<SessionsOf, { organisation: string }> & { readonly person: string },
  now: number,
): Promise<Recorded<{ sessionsEnded: number }>> {
  await requirePerson(tx, organisation, of.person)
  const sessionsEnded = await endSessions(tx, of)
  if ('session' in of && sessionsEnded === 0) {
    throw new Problem('not-found', 'no-such-session', {
      de: 'Diese Sitzung ist schon beendet.',
      en: 'This session has ended already.',
    })
  }
  const drafts =
    sessionsEnded === 0 ? [] : [{ type: 'identity.sessions-ended' as const, data: { sessionsEnded } }]
  return changed(tx, { actor, organisation, person: of.person, now }, drafts, { sessionsEnded })
}
