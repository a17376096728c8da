import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/sessions.ts'
import { requirePerson } from '../people/find.ts'
import { reportNotMe } from '../people/not-me.ts'
import { endPersonSessions } from '../sessions/end-recorded.ts'
import { listSessions } from '../sessions/list.ts'
import { ownPerson } from './own.ts'
import { commandIn } from './people.ts'

/** Sessions: one's own, those of people that somebody manages, and "this was not me". */
export function sessionEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const { now } = platform.clock
  const run = commandIn(platform)
  return [
    ...ownSessionEndpoints(platform),
    answer(contract.listSessions, async ({ params: { organisation, person }, actor }) => {
      await requirePerson(reader, organisation, person)
      const current = actor.kind === 'person' && actor.means.kind === 'session' ? actor.means.id : null
      return listSessions(reader, person, current, now())
    }),
    answer(contract.endSession, ({ params, actor }) => {
      const { organisation, person, session } = params
      return run(contract.endSession, actor, params, (tx) =>
        endPersonSessions(tx, actor, organisation, { person, session }, now()),
      )
    }),
    answer(contract.endAllSessions, ({ params, actor }) =>
      run(contract.endAllSessions, actor, params, (tx) =>
        endPersonSessions(tx, actor, params.organisation, { person: params.person }, now()),
      ),
    ),
    answer(contract.reportNotMe, ({ body, request: { agent, address } }) => {
      const actor = { kind: 'anonymous' } as const
      return runCommand(platform, { permission: contract.reportNotMe.permission, actor }, (tx) =>
        reportNotMe(tx, platform, body.secret, { agent, address }),
      )
    }),
  ]
}

function ownSessionEndpoints(platform: Platform): Endpoint[] {
  const { database, clock } = platform
  return [
    answer(contract.listMySessions, async ({ actor }) => {
      const { personId, means } = ownPerson(actor)
      return listSessions(database.reader, personId, means.kind === 'session' ? means.id : null, clock.now())
    }),
    answer(contract.endMySession, async ({ params: { session }, actor }) => {
      const { personId: person, organisation } = ownPerson(actor)
      return runCommand(platform, { permission: contract.endMySession.permission, actor }, (tx) =>
        endPersonSessions(tx, actor, organisation.id, { person, session }, clock.now()),
      )
    }),
    answer(contract.endMyOtherSessions, async ({ actor }) => {
      const { personId: person, organisation, means } = ownPerson(actor)
      const of = means.kind === 'session' ? { person, except: means.id } : { person }
      return runCommand(platform, { permission: contract.endMyOtherSessions.permission, actor }, (tx) =>
        endPersonSessions(tx, actor, organisation.id, of, clock.now()),
      )
    }),
  ]
}
