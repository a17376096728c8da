import type { PersonActor } from '../../../../kernel/actor.ts'
import { newId } from '../../../../kernel/id.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed, type Concern } from '../../activity.ts'
import { chunked } from '../../chunked.ts'
import { lockOrganisation } from '../../people/find.ts'
import { identityWriter } from '../../tables.ts'
import { together } from '../together.ts'
import { knownUsers } from '../users/find-users.ts'
import { membersOf, requireGroup, type GroupRow } from './find-groups.ts'
import { mapMembers } from './map-members.ts'
import { unknownMember, type WantedGroup } from './read-group.ts'

const groupsMax = 2000
/** Ids that one record lists; the numbers are always whole. */
const idsRecordedMax = 1000

/** Creates a group with its members, whose roles follow in the same transaction. Throws a Problem. */
export async function createGroup(
  tx: Writer,
  actor: PersonActor,
  wanted: WantedGroup,
  now: number,
): Promise<Recorded<string>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  await requireRoom(tx, organisation.id)
  const { displayName, externalId } = wanted
  const at = new Date(now)
  const row: GroupRow = { id: newId(now), displayName, externalId, createdAt: at, changedAt: at, size: 0 }
  await identityWriter(tx)
    .insertInto('identity.scim_group')
    .values({
      id: row.id,
      organisation_id: organisation.id,
      display_name: displayName,
      external_id: externalId,
      created_at: at,
      changed_at: at,
    })
    .execute()
  const concern = { actor, organisation: organisation.id, person: null, now }
  const members = await setMembers(tx, organisation.id, row.id, [], wanted.members)
  const data = { group: row.id, displayName, externalId, ...summary(members) }
  const created = changed(tx, concern, [{ type: 'identity.group-created', data }], row.id)
  const mapped = await mapMembers(tx, concern, members.added, [displayName, externalId])
  return together([created, mapped], row.id)
}

/** Brings a group to what `want` makes of the present one. Throws a Problem. */
export async function changeGroup(
  tx: Writer,
  actor: PersonActor,
  id: string,
  want: (row: GroupRow, members: readonly string[]) => WantedGroup,
  now: number,
): Promise<Recorded<string>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  const row = await requireGroup(tx, organisation.id, id)
  const before = await memberIds(tx, id)
  const wanted = want(row, before)
  const { displayName, externalId } = wanted
  const renamed = displayName !== row.displayName || externalId !== row.externalId
  const members = await setMembers(tx, organisation.id, id, before, wanted.members)
  if (!renamed && members.added.length + members.removed.length === 0) return together([], id)
  await identityWriter(tx)
    .updateTable('identity.scim_group')
    .set({ display_name: displayName, external_id: externalId, changed_at: new Date(now) })
    .where('id', '=', id)
    .execute()
  const names = { displayName: row.displayName, externalId: row.externalId }
  const data = {
    group: id,
    displayName,
    externalId,
    ...(renamed ? { before: names } : {}),
    ...summary(members),
  }
  const concern: Concern = { actor, organisation: organisation.id, person: null, now }
  const record = changed(tx, concern, [{ type: 'identity.group-changed', data }], id)
  const touched = [...members.added, ...members.removed]
  const people = renamed ? [...new Set([...before, ...touched])] : touched
  const mapped = await mapMembers(tx, concern, people, [...Object.values(names), displayName, externalId])
  return together([record, mapped], id)
}

/** Deletes a group; the roles that it gave end with it. Throws a Problem. */
export async function deleteGroup(
  tx: Writer,
  actor: PersonActor,
  id: string,
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  const { displayName, externalId } = await requireGroup(tx, organisation.id, id)
  const removed = await memberIds(tx, id)
  await identityWriter(tx).deleteFrom('identity.scim_group').where('id', '=', id).execute()
  const data = { group: id, displayName, externalId, ...summary({ added: [], removed }) }
  const concern: Concern = { actor, organisation: organisation.id, person: null, now }
  const record = changed(tx, concern, [{ type: 'identity.group-deleted', data }], {})
  return together([record, await mapMembers(tx, concern, removed, [displayName, externalId])], {})
}

interface MembersChanged {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

const summary = ({ added, removed }: MembersChanged) => ({
  added: { count: added.length, people: added.slice(0, idsRecordedMax) },
  removed: { count: removed.length, people: removed.slice(0, idsRecordedMax) },
})

async function memberIds(tx: Writer, group: string): Promise<string[]> {
  return ((await membersOf(tx, [group])).get(group) ?? []).map(({ id }) => id)
}

async function setMembers(
  tx: Writer,
  organisation: string,
  group: string,
  before: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<MembersChanged> {
  const had = new Set(before)
  const added = [...wanted].filter((id) => !had.has(id))
  const removed = before.filter((id) => !wanted.has(id))
  const tables = identityWriter(tx)
  for (const ids of chunked(added)) {
    const known = await knownUsers(tx, organisation, ids)
    const unknown = ids.find((id) => !known.has(id))
    if (unknown !== undefined) throw unknownMember(unknown)
    const rows = ids.map((id) => ({ group_id: group, person_id: id }))
    await tables.insertInto('identity.scim_member').values(rows).execute()
  }
  for (const ids of chunked(removed)) {
    await tables
      .deleteFrom('identity.scim_member')
      .where('group_id', '=', group)
      .where('person_id', 'in', ids)
      .execute()
  }
  return { added, removed }
}

async function requireRoom(tx: Writer, organisation: string): Promise<void> {
  const { n } = await identityWriter(tx)
    .selectFrom('identity.scim_group')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow()
  if (n < groupsMax) return
  throw new Problem(
    'conflict',
    'too-many-groups',
    `More than ${groupsMax} groups are not kept. Assign only those that give roles here.`,
  )
}
