import type { Platform } from '../../../platform/platform.ts'
import { domainOf, normaliseEmail } from '../people/email.ts'
import { socialSignOn } from '../sign-on/oidc/social.ts'
import { identityReader } from '../tables.ts'

/** Which ways in an address has, by its domain alone: whether it has an account does not show. */
export async function waysFor(platform: Platform, typed: string) {
  const domain = domainOf(normaliseEmail(typed))
  const row = await identityReader(platform.database.reader)
    .selectFrom('identity.domain as domain')
    .innerJoin('identity.connection as connection', 'connection.organisation_id', 'domain.organisation_id')
    .select(['connection.id', 'connection.name', 'connection.state'])
    .where('domain.domain', '=', domain)
    .where('domain.proven_at', 'is not', null)
    .where('connection.state', 'in', ['tested', 'enforced'])
    .orderBy('connection.state', 'asc')
    .executeTakeFirst()
  const enforced = row?.state === 'enforced'
  const social = enforced ? [] : [...socialSignOn(platform.configuration())]
  return {
    // A break-glass account still signs in with its password, and must not be told apart here.
    password: true,
    passkey: true,
    social,
    signOn: row ? { name: row.name, path: `/api/v1/sign-in/with/${row.id}` } : null,
  }
}
