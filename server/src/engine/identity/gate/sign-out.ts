import type { Actor } from '../../../kernel/actor.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { dropAttempt, dropSession } from '../sessions/cookies.ts'
import { endSessions } from '../sessions/end.ts'

/** Ends the own session, on the server and in the browser; without one it only clears the cookies. */
export async function signOut(platform: Platform, actor: Actor, request: RequestFacts): Promise<object> {
  dropSession(request)
  dropAttempt(request)
  if (actor.kind !== 'person' || actor.means.kind !== 'session') return {}
  const { personId, organisation, means } = actor
  await runCommand(platform, { permission: 'public', actor }, async (tx) => {
    await endSessions(tx, { person: personId, session: means.id })
    const concern = { actor, organisation: organisation.id, person: personId, now: platform.clock.now() }
    return changed(tx, concern, [{ type: 'identity.signed-out', data: {} }], undefined)
  })
  return {}
}
