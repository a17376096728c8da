import { answer, type AnyRoute, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/tokens.ts'
import { createPersonalToken, createServiceToken } from '../tokens/create.ts'
import { listTokens } from '../tokens/list.ts'
import { revokeToken } from '../tokens/revoke.ts'
import { ownPerson } from './own.ts'
import { commandIn } from './people.ts'

/** Personal tokens and service accounts. `routes` are all of the house: scopes are what they ask for. */
export function tokenEndpoints(platform: Platform, routes: readonly AnyRoute[]): Endpoint[] {
  const { database, clock } = platform
  const run = commandIn(platform)
  return [
    answer(contract.listMyTokens, async ({ actor }) =>
      listTokens(database.reader, { person: ownPerson(actor).personId }, clock.now()),
    ),
    answer(contract.createMyToken, async ({ body, actor, request: { agent, address } }) =>
      runCommand(platform, { permission: contract.createMyToken.permission, actor }, (tx) =>
        createPersonalToken(tx, platform, routes, ownPerson(actor), body, { agent, address }),
      ),
    ),
    answer(contract.revokeMyToken, async ({ params, actor }) => {
      const { personId: person, organisation } = ownPerson(actor)
      const of = { person, organisation: organisation.id }
      return runCommand(platform, { permission: contract.revokeMyToken.permission, actor }, (tx) =>
        revokeToken(tx, actor, of, params.token, clock.now()),
      )
    }),
    answer(contract.listTokens, ({ params: { organisation } }) =>
      listTokens(database.reader, { organisation }, clock.now()),
    ),
    answer(contract.createToken, ({ params: at, body, actor, request: { agent, address } }) =>
      run(contract.createToken, actor, at, (tx) =>
        createServiceToken(tx, platform, routes, actor, at.organisation, body, { agent, address }),
      ),
    ),
    answer(contract.revokeToken, ({ params: at, actor }) =>
      run(contract.revokeToken, actor, at, (tx) =>
        revokeToken(tx, actor, { organisation: at.organisation }, at.token, clock.now()),
      ),
    ),
  ]
}
