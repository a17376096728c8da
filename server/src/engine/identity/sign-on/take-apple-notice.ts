import { outgoing } from '../../../platform/net/http/outgoing.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { endSessions } from '../sessions/end.ts'
import { identityWriter } from '../tables.ts'
import { recorded } from '../../../kernel/recorded.ts'
import { oidcConnection } from './journey.ts'
import { readAppleNotice } from './oidc/apple-notice.ts'

const apple = { permission: 'public', actor: { kind: 'system', name: 'apple' } } as const

/**
 * Takes what Apple says of somebody who signs in with it: whoever withdrew the consent or deleted the Apple account is
 * disconnected from it and signed out; the account here stays. An older notice than the connection changes nothing.
 * Throws a Problem for everything that Apple did not sign.
 */
export async function takeAppleNotice(platform: Platform, body: string): Promise<void> {
  const now = platform.clock.now()
  const connection = await oidcConnection(platform, 'apple', null)
  const notice = await readAppleNotice(connection, outgoing(platform), body, now)
  if (notice.event !== 'account-delete' && notice.event !== 'consent-revoked') return
  await runCommand(platform, apple, async (tx) => {
    const gone = await identityWriter(tx)
      .deleteFrom('identity.external_identity')
      .where('provider', '=', 'apple')
      .where('subject', '=', notice.subject)
      .where('created_at', '<=', new Date(notice.at))
      .returning('person_id')
      .executeTakeFirst()
    if (!gone) return recorded([], undefined)
    const { organisation_id: organisation } = await identityWriter(tx)
      .selectFrom('identity.person')
      .select('organisation_id')
      .where('id', '=', gone.person_id)
      .executeTakeFirstOrThrow()
    await endSessions(tx, { person: gone.person_id })
    const concern = { actor: apple.actor, organisation, person: gone.person_id, now }
    const data = { provider: 'apple', why: notice.event }
    return changed(tx, concern, [{ type: 'identity.identity-disconnected', data }], undefined)
  })
}
