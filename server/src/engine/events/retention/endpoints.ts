import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import { answer, type AnyRoute, type Endpoint } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { retentionClasses } from '../classes.ts'
import { confirmClock } from './confirm-clock.ts'
import { consequenceOf } from './consequence.ts'
import * as contract from './contract.ts'
import { listErasures, showErasure } from './erasure/list.ts'
import { previewErasure } from './erasure/preview.ts'
import { proveTree } from './erasure/prove.ts'
import { startErasure } from './erasure/start.ts'
import { endHold, renewHold } from './holds/change.ts'
import { createHold } from './holds/create.ts'
import { listHolds } from './holds/list.ts'
import { previewHold } from './holds/preview.ts'
import { listClasses } from './list-classes.ts'
import { listDeletions } from './list-deletions.ts'
import { requireOrganisation, requireOwner } from './known.ts'
import { changePeriod, noSuchClass } from './periods.ts'

type Verb<Output> = (tx: Writer) => Promise<Recorded<Output>>

/** How long events stay: periods, deletions, holds and erasures. All of it is the provider's. */
export function retentionEndpoints(platform: Platform): Endpoint[] {
  const run = <Output>({ permission }: Pick<AnyRoute, 'permission'>, actor: Actor, verb: Verb<Output>) =>
    runCommand(platform, { permission, actor }, verb)
  return [
    ...periodEndpoints(platform, run),
    ...holdEndpoints(platform, run),
    ...erasureEndpoints(platform, run),
  ]
}

type Run = <Output>(route: Pick<AnyRoute, 'permission'>, actor: Actor, verb: Verb<Output>) => Promise<Output>

const periodEndpoints = (platform: Platform, run: Run): Endpoint[] => {
  const {
    database: { reader },
    clock,
  } = platform
  return [
    answer(contract.listRetention, async () => ({ classes: await listClasses(reader, clock.now()) })),
    answer(contract.changeRetention, ({ params, body, actor }) =>
      run(contract.changeRetention, actor, (tx) => changePeriod(tx, params.class, body, actor, clock.now())),
    ),
    answer(contract.retentionConsequence, ({ params, query }) =>
      consequenceOf(platform, params.class, query.days),
    ),
    answer(contract.listDeletionRuns, ({ query }) => listDeletions(reader, query, clock.now())),
    answer(contract.confirmClockRoute, ({ body, actor }) =>
      run(contract.confirmClockRoute, actor, (tx) =>
        confirmClock(tx, clock.now(), { time: Date.parse(body.time), by: 'person' }),
      ),
    ),
  ]
}

const holdEndpoints = (platform: Platform, run: Run): Endpoint[] => [
  answer(contract.listHolds, async () => ({
    holds: await listHolds(platform.database.reader, platform.clock.now()),
  })),
  answer(contract.previewHoldRoute, ({ body }) => previewHold(platform, body)),
  answer(contract.createHoldRoute, ({ body, actor }) =>
    run(contract.createHoldRoute, actor, async (tx) => {
      const { organisation, actor: name, class: id, from, to, reason, endsAt } = body
      if (organisation !== null) await requireOrganisation(tx, organisation)
      if (id !== null && !retentionClasses.some((each) => each.id === id)) throw noSuchClass()
      const owner = await requireOwner(tx, actor, body.owner)
      const ms = (time: string | null) => (time === null ? null : Date.parse(time))
      const scope = { organisation, actor: name, class: id, from: ms(from), to: ms(to) }
      return createHold(tx, platform, { scope, reason, owner, endsAt: Date.parse(endsAt) })
    }),
  ),
  answer(contract.renewHoldRoute, ({ params, body: { endsAt, reason }, actor }) =>
    run(contract.renewHoldRoute, actor, (tx) =>
      renewHold(tx, params.hold, { endsAt: Date.parse(endsAt), reason }, platform.clock.now()),
    ),
  ),
  answer(contract.endHoldRoute, ({ params, body, actor }) =>
    run(contract.endHoldRoute, actor, (tx) => endHold(tx, params.hold, body.reason, platform.clock.now())),
  ),
]

const erasureEndpoints = (platform: Platform, run: Run): Endpoint[] => [
  answer(contract.previewErasureRoute, async ({ body }) => {
    await requireOrganisation(platform.database.reader, body.organisation)
    return previewErasure(platform, body)
  }),
  answer(contract.startErasureRoute, ({ body, actor }) =>
    run(contract.startErasureRoute, actor, async (tx) => {
      await requireOrganisation(tx, body.organisation)
      return startErasure(tx, platform, body)
    }),
  ),
  answer(contract.listErasuresRoute, async () => ({
    erasures: await listErasures(platform.database.reader, platform.clock.now()),
  })),
  answer(contract.showErasureRoute, ({ params }) =>
    showErasure(platform.database.reader, params.erasure, platform.clock.now()),
  ),
  answer(contract.proveErasureRoute, () => proveTree(platform)),
]
