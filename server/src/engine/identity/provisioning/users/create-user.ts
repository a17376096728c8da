import { sql } from 'kysely'
import type { PersonActor } from '../../../../kernel/actor.ts'
import { newId } from '../../../../kernel/id.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed } from '../../activity.ts'
import { activate } from '../../people/activate.ts'
import { hasAccount } from '../../people/add-invited.ts'
import { baseRole, requireRank } from '../../people/appoint.ts'
import { deactivate } from '../../people/deactivate.ts'
import { dropCredentials } from '../../people/drop-credentials.ts'
import { domainOf } from '../../people/email.ts'
import { lockOrganisation, requirePerson, type Organisation } from '../../people/find.ts'
import { dropLinks } from '../../people/links.ts'
import { isProven } from '../../sign-on/domains.ts'
import { identityWriter } from '../../tables.ts'
import { roleConnection } from '../role-connection.ts'
import { scimProblem } from '../scim-problem.ts'
import { together } from '../together.ts'
import { findByEmail, type UserRow } from './find-users.ts'
import { shownName, type WantedUser } from './read-user.ts'
import { keepAttributes, writeAttributes } from './write-user.ts'

/** The same words whoever has the address: another organisation's account does not show. */
export const userNameTaken = () =>
  scimProblem('uniqueness', 'This userName is taken. Look for it with a filter, or choose another.')

/**
 * Provisions a person: active, without password; the identity provider of the organisation signs them in. An invited
 * person, or one that SCIM deleted, becomes this user. Throws a SCIM problem.
 */
export async function createUser(
  tx: Writer,
  actor: PersonActor,
  wanted: WantedUser,
  now: number,
): Promise<Recorded<string>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  await requireProvenDomain(tx, organisation.id, wanted.userName)
  const found = await findByEmail(tx, organisation.id, wanted.userName)
  if (found?.visible) throw userNameTaken()
  if (found) requireRank(actor, organisation.id, await requirePerson(tx, organisation.id, found.id))
  const { id, roles } = found
    ? await takeOver(tx, organisation, found, wanted, now)
    : await insert(tx, organisation, wanted, now)
  const { userName: email, externalId } = wanted
  const data = { name: shownName(wanted), email, externalId, roles, by: 'scim' }
  const concern = { actor, organisation: organisation.id, person: id, now }
  const provisioned = changed(tx, concern, [{ type: 'identity.person-provisioned', data }], id)
  const inactive = wanted.active === false && found?.state !== 'deactivated'
  const ended = inactive ? [await deactivate(tx, actor, organisation.id, id, now)] : []
  return together([provisioned, ...ended], id)
}

/** Throws a SCIM problem unless the organisation proved that it owns the domain of the address. */
export async function requireProvenDomain(tx: Writer, organisation: string, email: string): Promise<void> {
  const domain = domainOf(email)
  if (await isProven(tx, organisation, domain)) return
  throw scimProblem(
    'invalidValue',
    `userName must be an address in a domain that your organisation has proven. Add ${domain} in the console under single sign-on, prove it by its DNS record, and try again.`,
  )
}

type Account = { readonly id: string; readonly roles: UserRow['roles'] }

async function usualRoles(tx: Writer, { id, kind }: Organisation): Promise<UserRow['roles']> {
  return [(await roleConnection(tx, id))?.defaultRole ?? baseRole(kind)]
}

async function insert(
  tx: Writer,
  organisation: Organisation,
  wanted: WantedUser,
  now: number,
): Promise<Account> {
  const account = { id: newId(now), roles: await usualRoles(tx, organisation) }
  const inserted = await identityWriter(tx)
    .insertInto('identity.person')
    .values({
      id: account.id,
      organisation_id: organisation.id,
      email: wanted.userName,
      name: shownName(wanted),
      roles: [...account.roles],
      ...(wanted.language === null ? {} : { language: wanted.language }),
      state: 'active',
      external_id: wanted.externalId,
      created_at: new Date(now),
      last_seen_at: null,
    })
    // Of other things that are taken, as the externalId, runScim tells.
    .onConflict((conflict) =>
      conflict
        .column('email')
        .where(sql<boolean>`state <> 'invited'`)
        .doNothing(),
    )
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw userNameTaken()
  await keepAttributes(tx, account.id, wanted, now)
  return account
}

/** Invited people keep the roles that they were invited to; who comes back begins anew, without what was known before. */
async function takeOver(
  tx: Writer,
  organisation: Organisation,
  found: UserRow,
  wanted: WantedUser,
  now: number,
): Promise<Account> {
  const { id } = found
  await writeAttributes(tx, found, wanted, now)
  if (found.state === 'invited') {
    if (await hasAccount(tx, found.email)) throw userNameTaken()
    await activate(tx, id)
    await dropLinks(tx, id, ['invitation'])
    return { id, roles: found.roles }
  }
  await dropCredentials(tx, id)
  const roles = await usualRoles(tx, organisation)
  const state = wanted.active === false ? 'deactivated' : 'active'
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ roles: [...roles], state })
    .where('id', '=', id)
    .execute()
  return { id, roles }
}
