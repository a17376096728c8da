import type { Writer } from '../../../../platform/database/database.ts'
import { identityWriter } from '../../tables.ts'
import type { Resource } from '../patch/patch.ts'
import type { UserRow } from './find-users.ts'
import { shownName, type UserAttributes } from './read-user.ts'

/** What we know of a person in the words of SCIM; whom it never wrote has the name as displayName. */
export const attributesOf = (row: UserRow): UserAttributes => ({
  userName: row.email,
  externalId: row.externalId,
  displayName: row.changedAt === null ? row.name : row.displayName,
  formatted: row.formatted,
  givenName: row.givenName,
  familyName: row.familyName,
})

/** A user as a PATCH finds it. */
export function resourceOf(row: UserRow): Resource {
  const { userName, externalId, displayName, formatted, givenName, familyName } = attributesOf(row)
  return {
    userName,
    externalId,
    displayName,
    name: { formatted, givenName, familyName },
    active: row.state === 'active',
    emails: [{ value: userName, type: 'work', primary: true }],
  }
}

const attributeNames = [
  'userName',
  'externalId',
  'displayName',
  'formatted',
  'givenName',
  'familyName',
] as const

/** The attributes that differ, for the log: `{ givenName: { before, after } }`; null when none does. */
export function difference(before: UserAttributes, after: UserAttributes): object | null {
  const changes = attributeNames
    .filter((name) => before[name] !== after[name])
    .map((name) => [name, { before: before[name], after: after[name] }] as const)
  return changes.length === 0 ? null : Object.fromEntries(changes)
}

/** Writes the attributes of a person who exists. The name that is shown changes only if what it is made of does. */
export async function writeAttributes(
  tx: Writer,
  row: UserRow,
  after: UserAttributes,
  now: number,
): Promise<void> {
  const name = shownName(after)
  const renamed = row.changedAt === null || name !== shownName(attributesOf(row))
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ email: after.userName, external_id: after.externalId, ...(renamed ? { name } : {}) })
    .where('id', '=', row.id)
    .execute()
  await keepAttributes(tx, row.id, after, now)
}

/** Keeps what only SCIM knows of a person; who was deleted by SCIM is there again. */
export async function keepAttributes(
  tx: Writer,
  personId: string,
  { displayName, formatted, givenName, familyName }: UserAttributes,
  now: number,
): Promise<void> {
  const kept = {
    display_name: displayName,
    formatted,
    given_name: givenName,
    family_name: familyName,
    changed_at: new Date(now),
    deleted_at: null,
  }
  await identityWriter(tx)
    .insertInto('identity.scim_user')
    .values({ person_id: personId, ...kept })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(kept))
    .execute()
}
