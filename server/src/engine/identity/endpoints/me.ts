import { answer, type AnyRoute, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/me.ts'
import { changePerson } from '../people/change-person.ts'
import { describeMe } from '../people/me.ts'
import { ownPerson } from './own.ts'

/** Oneself. `routes` are all of the house. */
export function meEndpoints(platform: Platform, routes: readonly AnyRoute[]): Endpoint[] {
  const { database, clock } = platform
  return [
    answer(contract.showMe, async ({ actor }) => describeMe(database.reader, ownPerson(actor), routes)),
    answer(contract.changeMe, async ({ body, actor }) => {
      const { personId, organisation } = ownPerson(actor)
      return runCommand(platform, { permission: contract.changeMe.permission, actor }, (tx) =>
        changePerson(tx, actor, organisation.id, personId, body, clock.now()),
      )
    }),
  ]
}
