import type { Actor } from '../../../kernel/actor.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/scim.ts'
import { project, readProjection, scimAnswer } from '../provisioning/answer.ts'
import { scimBase } from '../provisioning/base-address.ts'
import { listAnswer, readPage } from '../provisioning/page.ts'
import { patch, readOperations } from '../provisioning/patch/patch.ts'
import { fitting, runScim } from '../provisioning/run-scim.ts'
import { userShape } from '../provisioning/shape.ts'
import { changeUser, deleteUser } from '../provisioning/users/change-user.ts'
import { createUser } from '../provisioning/users/create-user.ts'
import { filterableUsers, findUsers, requireUser } from '../provisioning/users/find-users.ts'
import { readUser } from '../provisioning/users/read-user.ts'
import { showUsers, userLocation } from '../provisioning/users/show-user.ts'
import { resourceOf } from '../provisioning/users/write-user.ts'
import { ownPerson } from './own.ts'

type Query = Parameters<typeof readProjection>[0]

/** SCIM users: the people of the token's organisation. */
export function scimUserEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const organisationOf = (actor: Actor) => ownPerson(actor).organisation.id
  const shown = async (status: number, actor: Actor, id: string, query: Query) => {
    const projection = readProjection(query)
    const base = scimBase(platform)
    const row = await requireUser(reader, organisationOf(actor), id)
    const [resource] = await showUsers(reader, base, [row], projection)
    return scimAnswer(status, resource ? project(resource, projection) : null, userLocation(base, id))
  }
  return [
    answer(contract.listUsers, async ({ query, actor }) => {
      const projection = readProjection(query)
      const page = readPage(query)
      const filter = fitting(query.filter, filterableUsers)
      const { total, rows } = await findUsers(reader, organisationOf(actor), filter, page)
      const users = await showUsers(reader, scimBase(platform), rows, projection)
      const projected = users.map((user) => project(user, projection))
      return scimAnswer(200, listAnswer(total, page.startIndex, projected))
    }),
    answer(contract.showUser, ({ params, query, actor }) => shown(200, actor, params.id, query)),
    answer(contract.createUser, async ({ query, body, actor }) => {
      readProjection(query)
      const wanted = readUser(body)
      const id = await runScim(platform, actor, (tx, by, now) => createUser(tx, by, wanted, now))
      return shown(201, actor, id, query)
    }),
    answer(contract.replaceUser, async ({ params, query, body, actor }) => {
      readProjection(query)
      const wanted = readUser(body)
      await runScim(platform, actor, (tx, by, now) => changeUser(tx, by, params.id, () => wanted, now))
      return shown(200, actor, params.id, query)
    }),
    answer(contract.patchUser, async ({ params, query, body, actor }) => {
      readProjection(query)
      const operations = readOperations(body)
      await runScim(platform, actor, (tx, by, now) =>
        changeUser(tx, by, params.id, (row) => readUser(patch(userShape, resourceOf(row), operations)), now),
      )
      return shown(200, actor, params.id, query)
    }),
    answer(contract.deleteUser, async ({ params, actor }) => {
      await runScim(platform, actor, (tx, by, now) => deleteUser(tx, by, params.id, now))
      return scimAnswer(204, null)
    }),
  ]
}
