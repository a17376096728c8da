import type { Actor } from '../../../kernel/actor.ts'
import { authorise, type Permission } from '../../../kernel/permission.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { intakeOf } from '../intake.ts'
import { changeSource, setPaused } from './change.ts'
import * as contract from './contract.ts'
import { createSource } from './create.ts'
import { deleteSource } from './delete.ts'
import { listCustomers } from './list-customers.ts'
import { listSources } from './list.ts'
import { previewMapping } from './preview.ts'
import { showSource } from './show.ts'
import { createSourceToken, listSourceTokens, revokeSourceToken } from './tokens.ts'

/** Runs a change of sources; ingest knows of it at the next event. */
const commandsOf =
  (platform: Platform) =>
  async <Output>(
    { permission }: { readonly permission: Permission },
    actor: Actor,
    { organisation }: { readonly organisation: string },
    verb: (tx: Writer) => Promise<Recorded<Output>>,
  ): Promise<Output> => {
    const output = await runCommand(platform, { permission, actor, organisation }, verb)
    intakeOf(platform).directory.forget()
    return output
  }

/** Sources of events, their tokens, and what their mappings make of events. */
export function sourceEndpoints(platform: Platform): Endpoint[] {
  const { reader } = platform.database
  const { now } = platform.clock
  const run = commandsOf(platform)
  return [
    answer(contract.listSources, ({ params, query }) =>
      listSources(reader, params.organisation, query, now()),
    ),
    answer(contract.createSource, ({ params: at, body, actor }) =>
      run(contract.createSource, actor, at, (tx) => createSource(tx, at.organisation, body, now())),
    ),
    answer(contract.showSource, ({ params: at }) => showSource(platform, at.organisation, at.source)),
    answer(contract.changeSource, ({ params: at, body, actor }) =>
      run(contract.changeSource, actor, at, (tx) => changeSource(tx, at.organisation, at.source, body)),
    ),
    answer(contract.pauseSource, ({ params: at, actor }) =>
      run(contract.pauseSource, actor, at, (tx) => setPaused(tx, at.organisation, at.source, true)),
    ),
    answer(contract.resumeSource, ({ params: at, actor }) =>
      run(contract.resumeSource, actor, at, (tx) => setPaused(tx, at.organisation, at.source, false)),
    ),
    answer(contract.deleteSource, ({ params: at, actor }) =>
      run(contract.deleteSource, actor, at, (tx) => deleteSource(tx, at.organisation, at.source, now())),
    ),
    answer(contract.listSourceTokens, ({ params: at }) =>
      listSourceTokens(reader, at.organisation, at.source, now()),
    ),
    answer(contract.createSourceToken, ({ params: at, body, actor }) =>
      run(contract.createSourceToken, actor, at, (tx) =>
        createSourceToken(tx, at.organisation, at.source, body, now()),
      ),
    ),
    answer(contract.revokeSourceToken, ({ params: at, actor }) =>
      run(contract.revokeSourceToken, actor, at, (tx) =>
        revokeSourceToken(tx, at.organisation, at.source, at.token),
      ),
    ),
    answer(contract.previewMapping, ({ params: at, body, actor }) => {
      // It shows events, whoever may arrange sources.
      authorise(actor, 'events:read', at.organisation)
      return previewMapping(reader, at.organisation, at.source, body, now())
    }),
    answer(contract.listSourceCustomers, ({ query }) => listCustomers(reader, query.search)),
  ]
}
