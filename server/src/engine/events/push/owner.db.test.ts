import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { openPushTown, type PushTown } from '../../../../../test/harness/push-town.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import type { Role } from '../../../kernel/policy.ts'
import { identityWriter } from '../../identity/tables.ts'
import * as contract from './contract.ts'

describeEachDatabase('a webhook of the events of all customers', (open) => {
  let town: PushTown
  let customer: string
  beforeEach(async () => {
    town = await openPushTown(open, Date.now(), { kind: 'provider', roles: ['owner'] })
    customer = (await addPerson(town.platform, { roles: ['admin'] })).organisationId
  })
  afterEach(() => town.close())

  const create = async (everywhere: boolean) => (await town.create({ everywhere })).id
  const state = async (endpoint: string) =>
    (await town.call<{ state: string }>(contract.showPushEndpoint, { endpoint })).state
  const change = (set: { roles?: Role[]; state?: 'active' | 'deactivated' }) =>
    town.platform.database.transaction((tx) =>
      identityWriter(tx).updateTable('identity.person').set(set).where('id', '=', town.admin.id).execute(),
    )
  const store = async (organisation: string) =>
    storeEvents(town.platform, await addEventSource(town.platform, organisation, `S${Math.random()}`), [
      { action: 'a' },
    ])
  const records = async () =>
    (
      await sql<{ n: number }>`select count(*)::integer as n from log.record
        where type = 'events.push-endpoint-stopped'`.execute(town.platform.database.reader)
    ).rows[0]?.n ?? 0

  it.each([
    ['the right', { roles: ['employee'] }],
    ['the account', { state: 'deactivated' }],
  ] as const)('stops when whoever made it loses %s, and goes on for somebody who has it', async (_, lost) => {
    const id = await create(true)
    await store(customer)
    await town.turn(id)
    expect(town.receiver.arrived).toHaveLength(1)
    await change(lost as never)
    await store(customer)
    const before = await records()
    await town.turn(id)
    expect([town.receiver.arrived.length, await state(id), (await records()) - before]).toEqual([
      1,
      'unowned',
      1,
    ])
    await town.turn(id)
    expect(town.receiver.arrived).toHaveLength(1)
    const other = await addPerson(town.platform, { kind: 'provider', roles: ['security'] })
    await town.platform.database.transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.person')
        .set({ organisation_id: town.admin.organisationId })
        .where('id', '=', other.id)
        .execute(),
    )
    const actor = { ...other.actor, organisation: town.admin.actor.organisation }
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: true }, actor })
    await town.turn(id)
    expect([town.receiver.arrived.length, await state(id)]).toEqual([2, 'active'])
  })

  it('is changed, and sent to again, by nobody who may not see these events', async () => {
    const [all, own] = [await create(true), await create(false)]
    // May have the provider's own events delivered, as a role might; sees no customer.
    const actor = {
      ...town.admin.actor,
      roles: ['admin'],
      organisation: { id: town.admin.organisationId, kind: 'customer' },
    }
    const from = new Date(0).toISOString()
    const tries: [AnyRoute, object][] = [
      [contract.changePushEndpoint, { url: `${town.receiver.url}/elsewhere` }],
      [contract.changePushEndpoint, { active: true }],
      [contract.rotatePushSecret, {}],
      [contract.replayPushRange, { from, to: from }],
    ]
    for (const [route, body] of tries) {
      const asked = (endpoint: string) => town.call(route, { endpoint }, { body, actor: actor as never })
      await expect(asked(all)).rejects.toMatchObject({ code: 'forbidden', reason: 'not-permitted' })
      await asked(own)
    }
  })

  it('of before it was known who answers for one stops; one of the own events alone never does', async () => {
    const [all, own] = [await create(true), await create(false)]
    await sql`update events.push_endpoint set owner = null`.execute(town.platform.database.reader)
    await change({ roles: ['employee'] })
    await store(town.admin.organisationId)
    for (const id of [all, own]) await town.turn(id)
    expect([await state(all), await state(own), town.receiver.arrived.length]).toEqual([
      'unowned',
      'active',
      1,
    ])
  })
})
