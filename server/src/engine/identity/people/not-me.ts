import { day } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { endAccess, type AccessEnded } from './end-access.ts'
import { makeLink, takeLinkMade } from './links.ts'
import { notify, type Whence } from './notify.ts'

/** A stranger who was noticed at one moment may have added ways in shortly before. */
const suspectMs = day

type Ended = AccessEnded & { readonly factorsRemoved: number }

/**
 * "This was not me", by the link in a notice: ends every session, token and sign-in under way, forgets known browsers,
 * removes ways in that were added around that time or since, makes the password void and mails a link to set a new one.
 * Of an invitation it is the refusal: the invitation's own link stops working.
 */
export async function reportNotMe(
  tx: Writer,
  platform: Platform,
  secret: string,
  whence: Whence,
): Promise<Recorded<Ended>> {
  const now = platform.clock.now()
  const link = await takeLinkMade(tx, 'not-me', secret, now)
  if (link === null) {
    throw new Problem('gone', 'link-over', {
      de: 'Dieser Link wurde schon benutzt oder ist abgelaufen. Ist Ihr Konto in Gefahr, setzen Sie Ihr Passwort zurück und wenden Sie sich an Ihre Administration.',
      en: 'This link was used already or has expired. If your account is in danger, reset your password and turn to your administrator.',
    })
  }
  const tables = identityWriter(tx)
  const person = await tables
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language', 'state', 'organisation_id'])
    .where('id', '=', link.personId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const ended = await endAccess(tx, person.id)
  const factorsRemoved = await removeAddedSince(tx, person.id, link.madeAt - suspectMs)
  await tables.deleteFrom('identity.device').where('person_id', '=', person.id).execute()
  await tables.deleteFrom('identity.password').where('person_id', '=', person.id).execute()
  if (person.state === 'active') {
    const reset = await makeLink(tx, 'password-reset', person.id, now)
    await notify(tx, platform, person, { kind: 'password-reset', secret: reset, ...whence })
  }
  const output = { ...ended, factorsRemoved }
  // Whoever holds the link is not signed in: the record names the account, not the hand.
  const concern = {
    actor: { kind: 'anonymous' },
    organisation: person.organisation_id,
    person: person.id,
    now,
  } as const
  const type = person.state === 'invited' ? 'identity.invitation-declined' : 'identity.not-me-reported'
  return changed(tx, concern, [{ type, data: output }], output)
}

async function removeAddedSince(tx: Writer, person: string, since: number): Promise<number> {
  const tables = identityWriter(tx)
  let removed = 0
  for (const table of ['identity.totp', 'identity.passkey'] as const) {
    const result = await tables
      .deleteFrom(table)
      .where('person_id', '=', person)
      .where('created_at', '>=', new Date(since))
      .executeTakeFirst()
    removed += Number(result.numDeletedRows)
  }
  // Identities of a connection stand under the organisation's own control; these anybody can link to an open session.
  const linked = await tables
    .deleteFrom('identity.external_identity')
    .where('person_id', '=', person)
    .where('provider', 'in', ['google', 'apple'])
    .where('created_at', '>=', new Date(since))
    .executeTakeFirst()
  return removed + Number(linked.numDeletedRows)
}
