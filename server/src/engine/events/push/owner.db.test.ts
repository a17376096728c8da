import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import type { Role } from '../../../kernel/policy.ts'
import { identity } from '../../identity/index.ts'
import { identityWriter } from '../../identity/tables.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { Feed } from '../stream/feed.ts'
import * as contract from './contract.ts'
import { pushEndpoints } from './endpoints.ts'
import { openReceiver, type TestReceiver } from './testing/receiver.ts'
import { takeTurn } from './turn.ts'

describeEachDatabase('a webhook of the events of all customers', (open) => {
  let platform: TestPlatform
  let [owner, customer]: [AddedPerson, AddedPerson] = [] as never
  let receiver: TestReceiver
  let feed: Feed
  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    platform.clock.set(Date.now())
    await openLog(platform, 'push.example/log')
    owner = await addPerson(platform, { kind: 'provider', roles: ['owner'] })
    customer = await addPerson(platform, { roles: ['admin'] })
    receiver = await openReceiver(platform.clock.now)
    platform.probeHosts.add(receiver.host)
    feed = new Feed(platform)
  })
  afterEach(async () => {
    await receiver.close()
    await feed.stop()
  })

  const call = <T>(
    actor: AddedPerson['actor'],
    route: AnyRoute,
    given: { params?: object; body?: object },
  ) => {
    const endpoint = pushEndpoints(platform).find((each) => each.route.name === route.name)
    const params = { organisation: owner.organisationId, ...given.params }
    const body = route.method === 'get' ? undefined : route.body.parse(given.body ?? {})
    return endpoint?.handle({ actor, params, body, query: {}, request: owner.browser }) as Promise<T>
  }
  const create = async (everywhere: boolean) => {
    const body = { url: receiver.url, description: 'Alle', everywhere }
    return (await call<{ id: string }>(owner.actor, contract.createPushEndpoint, { body })).id
  }
  const state = async (id: string) =>
    (await call<{ state: string }>(owner.actor, contract.showPushEndpoint, { params: { endpoint: id } }))
      .state
  const change = (set: { roles?: Role[]; state?: 'active' | 'deactivated' }) =>
    platform.database.transaction((tx) =>
      identityWriter(tx).updateTable('identity.person').set(set).where('id', '=', owner.id).execute(),
    )
  const store = async (organisation: string) =>
    storeEvents(platform, await addEventSource(platform, organisation, `S${Math.random()}`), [
      { action: 'a' },
    ])
  const turn = (id: string) =>
    takeTurn({ platform, feed, random: () => 0.5, signal: new AbortController().signal }, id)
  const records = async () =>
    (
      await sql<{ n: number }>`select count(*)::integer as n from log.record
        where type = 'events.push-endpoint-stopped'`.execute(platform.database.reader)
    ).rows[0]?.n ?? 0

  it.each([
    ['the right', { roles: ['employee'] }],
    ['the account', { state: 'deactivated' }],
  ] as const)('stops when whoever made it loses %s, and goes on for somebody who has it', async (_, lost) => {
    const id = await create(true)
    await store(customer.organisationId)
    await turn(id)
    expect(receiver.arrived).toHaveLength(1)
    await change(lost as never)
    await store(customer.organisationId)
    const before = await records()
    await turn(id)
    expect([receiver.arrived.length, await state(id), (await records()) - before]).toEqual([1, 'unowned', 1])
    await turn(id)
    expect(receiver.arrived).toHaveLength(1)
    const other = await addPerson(platform, { kind: 'provider', roles: ['security'] })
    await platform.database.transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.person')
        .set({ organisation_id: owner.organisationId })
        .where('id', '=', other.id)
        .execute(),
    )
    const actor = { ...other.actor, organisation: owner.actor.organisation }
    await call(actor, contract.changePushEndpoint, { params: { endpoint: id }, body: { active: true } })
    await turn(id)
    expect([receiver.arrived.length, await state(id)]).toEqual([2, 'active'])
  })

  it('is changed, and sent to again, by nobody who may not see these events', async () => {
    const [all, own] = [await create(true), await create(false)]
    // May have the provider's own events delivered, as a role might; sees no customer.
    const actor = {
      ...owner.actor,
      roles: ['admin'],
      organisation: { id: owner.organisationId, kind: 'customer' },
    }
    const from = new Date(0).toISOString()
    const tries: [AnyRoute, object][] = [
      [contract.changePushEndpoint, { url: `${receiver.url}/elsewhere` }],
      [contract.changePushEndpoint, { active: true }],
      [contract.rotatePushSecret, {}],
      [contract.replayPushRange, { from, to: from }],
    ]
    for (const [route, body] of tries) {
      const asked = (endpoint: string) => call(actor as never, route, { params: { endpoint }, body })
      await expect(asked(all)).rejects.toMatchObject({ code: 'forbidden', reason: 'not-permitted' })
      await asked(own)
    }
  })

  it('of before it was known who answers for one stops; one of the own events alone never does', async () => {
    const [all, own] = [await create(true), await create(false)]
    await sql`update events.push_endpoint set owner = null`.execute(platform.database.reader)
    await change({ roles: ['employee'] })
    await store(owner.organisationId)
    for (const id of [all, own]) await turn(id)
    expect([await state(all), await state(own), receiver.arrived.length]).toEqual(['unowned', 'active', 1])
  })
})
