import { newId } from '../../../kernel/id.ts'
import { isoTime } from '../../../kernel/clock.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from './contract.ts'
import { requireEndpoint, type AtEndpoint } from './find.ts'
import { listDeliveries, listEndpoints, showDelivery, showEndpoint } from './list.ts'
import { changeEndpoint, createEndpoint, deleteEndpoint, rotateSecret } from './manage.ts'
import { webhookId } from './message.ts'
import { giveUp, replayOne, replayRange } from './replay.ts'
import { requireQuery } from './rules.ts'
import { send } from './send.ts'

/** Webhooks of an organisation. */
export const pushEndpoints = (platform: Platform): Endpoint[] => [
  ...manageEndpoints(platform),
  ...deliveryEndpoints(platform),
]

/** Runs a change in the organisation that a call names. */
const runner =
  (platform: Platform) =>
  <Output>(
    { actor, params }: { readonly actor: Actor; readonly params: { readonly organisation: string } },
    verb: (tx: Writer) => Promise<Recorded<Output>>,
  ): Promise<Output> =>
    runCommand(platform, { permission: 'events:push', actor, organisation: params.organisation }, verb)

/**
 * Who changes an endpoint of every organisation, or has something sent to it, must be allowed to see all events, as whoever
 * makes one; a new query must be one. Throws a Problem.
 */
async function requireStillMay(
  platform: Platform,
  { actor, params }: { readonly actor: Actor; readonly params: AtEndpoint },
  query?: string | null,
): Promise<void> {
  const { everywhere } = await requireEndpoint(platform.database.reader, params)
  if (everywhere || typeof query === 'string')
    await requireQuery(platform, actor, params.organisation, query ?? '', everywhere)
}

function manageEndpoints(platform: Platform): Endpoint[] {
  const run = runner(platform)
  return [
    answer(contract.listPushEndpoints, ({ params }) => listEndpoints(platform, params.organisation)),
    answer(contract.createPushEndpoint, async (call) => {
      const { actor, body, params } = call
      // Before the transaction: the embedded database has one connection, and a search asks for names.
      if (body.query !== null || body.everywhere)
        await requireQuery(platform, actor, params.organisation, body.query ?? '', body.everywhere)
      return run(call, (tx) => createEndpoint(tx, platform, actor, params.organisation, body))
    }),
    answer(contract.showPushEndpoint, ({ params }) => showEndpoint(platform, params)),
    answer(contract.changePushEndpoint, async (call) => {
      const { actor, body, params } = call
      await requireStillMay(platform, call, body.query)
      return run(call, (tx) => changeEndpoint(tx, platform, actor, params, given(body)))
    }),
    answer(contract.deletePushEndpoint, (call) => run(call, (tx) => deleteEndpoint(tx, call.params))),
    answer(contract.rotatePushSecret, async (call) => {
      await requireStillMay(platform, call)
      return run(call, (tx) => rotateSecret(tx, platform, call.params))
    }),
    answer(contract.testPushEndpoint, async ({ params }) => {
      const { id, url, sealed } = await requireEndpoint(platform.database.reader, params)
      const now = platform.clock.now()
      const payload = { type: 'ping', timestamp: isoTime(now), data: { endpoint: id } }
      const message = { id: webhookId(newId(now)), payload }
      const never = new AbortController().signal
      const {
        retryAfterMs: _,
        answer: bytes,
        ...tried
      } = await send(platform, { id, url, sealed }, message, never)
      return { at: payload.timestamp, ...tried, answer: Buffer.from(bytes).toString('utf8') }
    }),
  ]
}

function deliveryEndpoints(platform: Platform): Endpoint[] {
  const run = runner(platform)
  return [
    answer(contract.listPushDeliveries, ({ params, query }) => listDeliveries(platform, params, query)),
    answer(contract.showPushDelivery, ({ params }) => showDelivery(platform, params, params.delivery)),
    answer(contract.replayPushDelivery, async (call) => {
      await requireStillMay(platform, call)
      return run(call, (tx) => replayOne(tx, call.params, call.params.delivery))
    }),
    answer(contract.giveUpPushDelivery, (call) =>
      run(call, (tx) => giveUp(tx, call.params, call.params.delivery, platform.clock.now())),
    ),
    answer(contract.replayPushRange, async (call) => {
      await requireStillMay(platform, call)
      return run(call, (tx) => replayRange(tx, call.params, call.body))
    }),
  ]
}

/** Without what was not given: absent and undefined are the same to a caller. */
const given = <T extends object>(body: T) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }
