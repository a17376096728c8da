import type { Actor } from '../../../kernel/actor.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/scim.ts'
import { project, readProjection, scimAnswer } from '../provisioning/answer.ts'
import { scimBase } from '../provisioning/base-address.ts'
import { filterableGroups, findGroups, requireGroup } from '../provisioning/groups/find-groups.ts'
import { readGroup, type WantedGroup } from '../provisioning/groups/read-group.ts'
import { groupLocation, showGroups } from '../provisioning/groups/show-group.ts'
import { changeGroup, createGroup, deleteGroup } from '../provisioning/groups/write-group.ts'
import { listAnswer, readPage } from '../provisioning/page.ts'
import { patch, readOperations, type Operation } from '../provisioning/patch/patch.ts'
import { fitting, runScim } from '../provisioning/run-scim.ts'
import { groupShape } from '../provisioning/shape.ts'
import { ownPerson } from './own.ts'

type Query = Parameters<typeof readProjection>[0]

/** SCIM groups of the token's organisation. */
export function scimGroupEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const organisationOf = (actor: Actor) => ownPerson(actor).organisation.id
  const shown = async (status: number, actor: Actor, id: string, query: Query) => {
    const projection = readProjection(query)
    const base = scimBase(platform)
    const row = await requireGroup(reader, organisationOf(actor), id)
    const [resource] = await showGroups(reader, base, [row], projection)
    return scimAnswer(status, resource ? project(resource, projection) : null, groupLocation(base, id))
  }
  return [
    answer(contract.listGroups, async ({ query, actor }) => {
      const projection = readProjection(query)
      const page = readPage(query)
      const filter = fitting(query.filter, filterableGroups)
      const { total, rows } = await findGroups(reader, organisationOf(actor), filter, page)
      const groups = await showGroups(reader, scimBase(platform), rows, projection)
      const projected = groups.map((group) => project(group, projection))
      return scimAnswer(200, listAnswer(total, page.startIndex, projected))
    }),
    answer(contract.showGroup, ({ params, query, actor }) => shown(200, actor, params.id, query)),
    answer(contract.createGroup, async ({ query, body, actor }) => {
      readProjection(query)
      const wanted = readGroup(body)
      const id = await runScim(platform, actor, (tx, by, now) => createGroup(tx, by, wanted, now))
      return shown(201, actor, id, query)
    }),
    answer(contract.replaceGroup, async ({ params, query, body, actor }) => {
      readProjection(query)
      const wanted = readGroup(body)
      await runScim(platform, actor, (tx, by, now) => changeGroup(tx, by, params.id, () => wanted, now))
      return shown(200, actor, params.id, query)
    }),
    answer(contract.patchGroup, async ({ params, query, body, actor }) => {
      const { attributes } = readProjection(query)
      const operations = readOperations(body)
      const want = (row: { displayName: string; externalId: string | null }, members: readonly string[]) =>
        patched(row, members, operations)
      await runScim(platform, actor, (tx, by, now) => changeGroup(tx, by, params.id, want, now))
      // Entra ID asks for no content: a large group would send all its members back for each one added.
      return attributes.length === 0 ? scimAnswer(204, null) : shown(200, actor, params.id, query)
    }),
    answer(contract.deleteGroup, async ({ params, actor }) => {
      await runScim(platform, actor, (tx, by, now) => deleteGroup(tx, by, params.id, now))
      return scimAnswer(204, null)
    }),
  ]
}

function patched(
  { displayName, externalId }: { readonly displayName: string; readonly externalId: string | null },
  members: readonly string[],
  operations: readonly Operation[],
): WantedGroup {
  const resource = { displayName, externalId, members: members.map((value) => ({ value, type: 'User' })) }
  return readGroup(patch(groupShape, resource, operations))
}
