import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { activate } from '../people/activate.ts'
import { domainOf, normaliseEmail } from '../people/email.ts'
import { normaliseName } from '../people/name.ts'
import { identityWriter } from '../tables.ts'
import type { Connection } from './connection.ts'
import { isProven } from './domains.ts'
import { mappedRoles, mapRoles } from './map-roles.ts'

/** What an identity provider says of somebody, of either protocol. */
export interface Identity {
  /** A connection's id, or google, or apple. */
  readonly provider: string
  readonly subject: string
  readonly email: string | null
  readonly name: string | null
  readonly groups: readonly string[]
  readonly multiFactor: boolean
}

export interface Arrival {
  readonly personId: string
  readonly drafts: readonly { readonly type: `identity.${string}`; readonly data: object }[]
}

/** Also of an account that is not active: that there is one must not show. */
export const noAccount = () =>
  new Problem('forbidden', 'no-account', {
    de: 'Zu dieser Anmeldung gehört hier kein Konto. Melden Sie sich mit Ihrem Konto an und verbinden Sie es unter „Mein Konto“, oder bitten Sie Ihre Administration um eine Einladung.',
    en: 'No account here belongs to this sign-in. Sign in with your account and connect it under “My account”, or ask your administrators for an invitation.',
  })

/**
 * Whose account an identity opens. Known by provider and subject; else, for a connection of an organisation, the account
 * of the same organisation with an address in a domain that it proved; else, where allowed, a new one. Google and Apple
 * open only accounts that their owners connected. Throws a Problem when there is none.
 */
export async function arrive(
  tx: Writer,
  identity: Identity,
  connection: Connection | null,
  now: number,
): Promise<Arrival> {
  const known = await identityWriter(tx)
    .selectFrom('identity.external_identity as external')
    .innerJoin('identity.person as person', 'person.id', 'external.person_id')
    .select(['person.id', 'person.roles'])
    .where('external.provider', '=', identity.provider)
    .where('external.subject', '=', identity.subject)
    .executeTakeFirst()
  if (known) {
    if (!connection) return { personId: known.id, drafts: [] }
    return { personId: known.id, drafts: await mapRoles(tx, connection, known, identity.groups) }
  }
  if (!connection) throw noAccount()
  const email = identity.email === null ? null : normaliseEmail(identity.email)
  if (email === null || !(await isProven(tx, connection.organisation, domainOf(email)))) throw noAccount()
  return (
    (await linkExisting(tx, identity, connection, email, now)) ?? create(tx, identity, connection, email, now)
  )
}

/** Connects an identity with an account whose owner is signed in. Throws a Problem when it is another account's. */
export async function linkIdentity(
  tx: Writer,
  identity: Pick<Identity, 'provider' | 'subject'>,
  personId: string,
  now: number,
): Promise<void> {
  const tables = identityWriter(tx)
  const { provider, subject } = identity
  await tables
    .insertInto('identity.external_identity')
    .values({ provider, subject, person_id: personId, created_at: new Date(now) })
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doNothing())
    .execute()
  const owner = await tables
    .selectFrom('identity.external_identity')
    .select('person_id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (owner?.person_id === personId) return
  throw new Problem('conflict', 'identity-taken', {
    de: 'Diese Anmeldung ist schon mit einem anderen Konto verbunden.',
    en: 'This sign-in is connected with another account already.',
  })
}

async function linkExisting(
  tx: Writer,
  identity: Identity,
  connection: Connection,
  email: string,
  now: number,
): Promise<Arrival | null> {
  const person = await identityWriter(tx)
    .selectFrom('identity.person')
    .select(['id', 'state', 'roles'])
    .where('organisation_id', '=', connection.organisation)
    .where('email', '=', email)
    .forUpdate()
    .executeTakeFirst()
  if (!person) return null
  if (person.state === 'deactivated') throw noAccount()
  if (person.state === 'invited') await activate(tx, person.id)
  await linkIdentity(tx, identity, person.id, now)
  const { provider, subject } = identity
  const linked = { type: 'identity.identity-connected' as const, data: { provider, subject } }
  return {
    personId: person.id,
    drafts: [linked, ...(await mapRoles(tx, connection, person, identity.groups))],
  }
}

async function create(
  tx: Writer,
  identity: Identity,
  connection: Connection,
  email: string,
  now: number,
): Promise<Arrival> {
  if (!connection.justInTime) throw noAccount()
  const id = newId(now)
  const roles = mappedRoles(connection, identity.groups) ?? [connection.defaultRole]
  const name = nameFrom(identity.name, email)
  const inserted = await identityWriter(tx)
    .insertInto('identity.person')
    .values({
      id,
      organisation_id: connection.organisation,
      email,
      name,
      roles,
      state: 'active',
      external_id: null,
      created_at: new Date(now),
      last_seen_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  // The address is the account of another organisation: that it is must not show here.
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw noAccount()
  await linkIdentity(tx, identity, id, now)
  const data = { name, email, roles, provider: identity.provider, subject: identity.subject }
  return { personId: id, drafts: [{ type: 'identity.person-provisioned', data }] }
}

/** An identity provider may send nothing, or something that cannot be shown. */
function nameFrom(name: string | null, email: string): string {
  try {
    return normaliseName(name ?? email)
  } catch {
    return email
  }
}
