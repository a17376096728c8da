import { addEventSource } from './event-source.ts'
import type { Open } from './databases.ts'
import { addPerson, type AddedPerson, type TestPerson } from './people.ts'
import { testPlatform, type TestPlatform } from './platform.ts'
import { townModules } from './town-modules.ts'
import type { Actor } from '../../server/src/kernel/actor.ts'
import type { AnyRoute } from '../../server/src/kernel/route.ts'
import { events } from '../../server/src/engine/events/index.ts'
import { openLog } from '../../server/src/engine/log/index.ts'
import type { Source } from '../../server/src/engine/events/sources/settings.ts'
import { Feed } from '../../server/src/engine/events/stream/feed.ts'
import * as contract from '../../server/src/engine/events/push/contract.ts'
import { pushEndpoints } from '../../server/src/engine/events/push/endpoints.ts'
import { takeTurn } from '../../server/src/engine/events/push/turn.ts'
import { openReceiver, type TestReceiver } from '../../server/src/engine/events/push/testing/receiver.ts'

/** An administrator, a source of the own organisation's events and a receiver, which this installation may reach. */
export interface PushTown {
  readonly platform: TestPlatform
  readonly admin: AddedPerson
  readonly source: Source
  readonly receiver: TestReceiver
  call<T>(
    route: AnyRoute,
    params?: object,
    given?: { readonly body?: unknown; readonly query?: unknown; readonly actor?: Actor },
  ): Promise<T>
  create(body?: object): Promise<{ readonly id: string; readonly secret: string; readonly publicKey: string }>
  /** One turn of one server. */
  turn(id: string, random?: () => number): Promise<void>
  close(): Promise<void>
}

/** A town in a database of its own, with an open log. `now`: what the clock says, ms since the epoch. */
export async function openPushTown(open: Open, now?: number, who?: TestPerson): Promise<PushTown> {
  const platform = await testPlatform(await open([...townModules, events]))
  if (now !== undefined) platform.clock.set(now)
  await openLog(platform, 'push.example/log')
  return pushTown(platform, who)
}

export async function pushTown(
  platform: TestPlatform,
  who: TestPerson = { roles: ['admin'] },
): Promise<PushTown> {
  const admin = await addPerson(platform, who)
  const source = await addEventSource(platform, admin.organisationId)
  const receiver = await openReceiver(platform.clock.now)
  platform.probeHosts.add(receiver.host)
  const feed = new Feed(platform)
  const signal = new AbortController().signal
  const call: PushTown['call'] = (
    route,
    params = {},
    { body = {}, query = {}, actor = admin.actor } = {},
  ) => {
    const endpoint = pushEndpoints(platform).find((each) => each.route.name === route.name)
    const given = {
      params: { organisation: admin.organisationId, ...params },
      query: route.query.parse(query),
      body: route.method === 'get' ? undefined : route.body.parse(body),
      actor,
      request: admin.browser,
    }
    return endpoint?.handle(given) as Promise<never>
  }
  return {
    platform,
    admin,
    source,
    receiver,
    call,
    create: (body = {}) =>
      call(contract.createPushEndpoint, {}, { body: { url: receiver.url, description: 'Test', ...body } }),
    turn: (id, random = () => 0.5) => takeTurn({ platform, feed, random, signal }, id),
    async close() {
      await receiver.close()
      await feed.stop()
    },
  }
}
