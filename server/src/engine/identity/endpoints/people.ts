import type { Actor } from '../../../kernel/actor.ts'
import type { Permission } from '../../../kernel/permission.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/people.ts'
import { changePerson } from '../people/change-person.ts'
import { changeRoles } from '../people/change-roles.ts'
import { deactivate } from '../people/deactivate.ts'
import { deleteInvited } from '../people/delete-invited.ts'
import { invite, inviteAgain } from '../people/invite.ts'
import { listPeople, showPerson } from '../people/list-people.ts'
import { reactivate } from '../people/reactivate.ts'
import { resetFactors } from '../people/reset-factors.ts'
import { setBreakGlass } from '../people/set-break-glass.ts'

/** The people of an organisation. */
export function peopleEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const { now } = platform.clock
  const run = commandIn(platform)
  return [
    answer(contract.listPeople, ({ params, query }) => listPeople(reader, params.organisation, query)),
    answer(contract.showPerson, ({ params: at }) => showPerson(reader, at.organisation, at.person)),
    answer(contract.invitePerson, ({ params: at, body, actor }) =>
      run(contract.invitePerson, actor, at, (tx) => invite(tx, platform, actor, at.organisation, body)),
    ),
    answer(contract.inviteAgain, ({ params: at, actor }) =>
      run(contract.inviteAgain, actor, at, (tx) =>
        inviteAgain(tx, platform, actor, at.organisation, at.person),
      ),
    ),
    answer(contract.deletePerson, ({ params: at, actor }) =>
      run(contract.deletePerson, actor, at, (tx) =>
        deleteInvited(tx, actor, at.organisation, at.person, now()),
      ),
    ),
    answer(contract.changePerson, ({ params: at, body, actor }) =>
      run(contract.changePerson, actor, at, (tx) =>
        changePerson(tx, actor, at.organisation, at.person, body, now()),
      ),
    ),
    answer(contract.changeRoles, ({ params: at, body, actor }) =>
      run(contract.changeRoles, actor, at, (tx) =>
        changeRoles(tx, actor, at.organisation, at.person, body.roles, now()),
      ),
    ),
    answer(contract.setBreakGlass, ({ params: at, body, actor }) =>
      run(contract.setBreakGlass, actor, at, (tx) =>
        setBreakGlass(tx, actor, at.organisation, at.person, body.breakGlass, now()),
      ),
    ),
    answer(contract.deactivatePerson, ({ params: at, actor }) =>
      run(contract.deactivatePerson, actor, at, (tx) =>
        deactivate(tx, actor, at.organisation, at.person, now()),
      ),
    ),
    answer(contract.reactivatePerson, ({ params: at, actor }) =>
      run(contract.reactivatePerson, actor, at, (tx) =>
        reactivate(tx, actor, at.organisation, at.person, now()),
      ),
    ),
    answer(contract.resetFactors, ({ params: at, actor, request: { agent, address } }) =>
      run(contract.resetFactors, actor, at, (tx) =>
        resetFactors(tx, platform, actor, at.organisation, at.person, { agent, address }),
      ),
    ),
  ]
}

/** Runs a command in the organisation that the path names, with the permission that its route asks for. */
export const commandIn =
  (platform: Platform) =>
  <Output>(
    { permission }: { readonly permission: Permission },
    actor: Actor,
    { organisation }: { readonly organisation: string },
    verb: (tx: Writer) => Promise<Recorded<Output>>,
  ): Promise<Output> =>
    runCommand(platform, { permission, actor, organisation }, verb)
