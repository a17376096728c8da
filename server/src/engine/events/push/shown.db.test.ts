import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { storeEvents } from '../../../../../test/harness/event-source.ts'
import { openPushTown, type PushTown } from '../../../../../test/harness/push-town.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { batchAt } from '../event.ts'
import * as contract from './contract.ts'

interface Shown {
  readonly state: string
  readonly waiting: number
  readonly lastDeliveredAt: string | null
  readonly nextTryAt: string | null
  readonly lastProblem: string | null
}

interface Deliveries {
  readonly deliveries: readonly { readonly id: string; readonly nextTryAt: string | null }[]
}

describeEachDatabase('what is shown of webhooks', (open) => {
  let town: PushTown
  beforeEach(async () => {
    town = await openPushTown(open)
  })
  afterEach(() => town.close())

  const show = (endpoint: string) => town.call<Shown>(contract.showPushEndpoint, { endpoint })

  it('is created paused, can be tried, and gets what came meanwhile once it is started', async () => {
    const { id } = await town.create({ active: false })
    await storeEvents(town.platform, town.source, [{ n: 1 }])
    await town.turn(id)
    expect(await show(id)).toMatchObject({ state: 'paused', lastDeliveredAt: null })
    expect(town.receiver.arrived).toHaveLength(0)
    expect(await town.call(contract.testPushEndpoint, { endpoint: id })).toMatchObject({ status: 200 })
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: true } })
    await town.turn(id)
    expect(town.receiver.arrived.map(({ body }) => JSON.parse(body).type)).toEqual(['ping', 'event.received'])
    expect(Date.parse((await show(id)).lastDeliveredAt ?? '')).toBe(town.platform.clock.now())
  })

  it('says of the delivery whose turn it is when it is tried next, and of no other', async () => {
    const { id } = await town.create()
    await storeEvents(town.platform, town.source, [{ n: 1 }, { n: 2 }])
    town.receiver.answer((_, response) => response.writeHead(503).end())
    await town.turn(id)
    const list = async () =>
      (await town.call<Deliveries>(contract.listPushDeliveries, { endpoint: id }, { query: {} })).deliveries
    const { nextTryAt, lastProblem } = await show(id)
    expect(nextTryAt).not.toBeNull()
    expect(lastProblem).toBe('status-503')
    expect((await list()).map((each) => each.nextTryAt)).toEqual([null, nextTryAt])
    const [, first] = await list()
    const given = { endpoint: id, delivery: first?.id }
    expect(await town.call(contract.showPushDelivery, given)).toMatchObject({ nextTryAt })
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: false } })
    expect((await list()).map((each) => each.nextTryAt)).toEqual([null, null])
  })

  it('replays a range of more than 10,000 in steps, each from where the last one ended', async () => {
    const { id } = await town.create()
    const { platform } = town
    const from = platform.clock.now() - day
    await sql`
      insert into events.push_delivery (id, endpoint_id, batch, place, state, created_at, ended_at)
      select gen_random_uuid(), ${id}, ${batchAt(from)}::bigint + n * 4096, 0, 'dead', ${new Date(from)}, ${new Date(from)}
      from generate_series(0, 10001) as n`.execute(platform.database.reader)
    const to = new Date(from + hour).toISOString()
    const replay = (start: number) =>
      town.call<{ queued: number; more: boolean; next: string | null }>(
        contract.replayPushRange,
        { endpoint: id },
        { body: { from: new Date(start).toISOString(), to, state: 'dead' } },
      )
    const first = await replay(from)
    expect(first).toMatchObject({ queued: 10_000, more: true })
    expect(Date.parse(first.next ?? '') - from).toBe(9_999)
    expect(await replay(Date.parse(first.next ?? ''))).toEqual({ queued: 2, more: false, next: null })
    expect((await show(id)).waiting).toBe(10_002)
  })
})
