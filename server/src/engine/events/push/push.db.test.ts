import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { storeEvents } from '../../../../../test/harness/event-source.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { day, hour, minute, second } from '../../../kernel/clock.ts'
import { append } from '../../log/index.ts'
import { cleanUpPush } from './clean-up.ts'
import * as contract from './contract.ts'
import { openPushTown, pushTown, type PushTown } from '../../../../../test/harness/push-town.ts'

interface Delivery {
  readonly id: string
  readonly webhookId: string
  readonly event: string | null
  readonly state: string
  readonly tries: number
  readonly last: {
    readonly status: number | null
    readonly problem: string | null
    readonly answer: string
  } | null
}

const never = new AbortController().signal

describeEachDatabase('webhooks', (open) => {
  let town: PushTown
  beforeEach(async () => {
    // The reference library compares with the clock of the machine.
    town = await openPushTown(open, Date.now())
  })
  afterEach(() => town.close())

  const store = (...numbers: number[]) =>
    storeEvents(
      town.platform,
      town.source,
      numbers.map((n) => ({ action: n % 2 === 0 ? 'even' : 'odd', n })),
    )
  const numbers = () => town.receiver.arrived.map(({ body }) => JSON.parse(body).data.body.n as number)
  const deliveries = async (endpoint: string, query = {}) =>
    (await town.call<{ deliveries: Delivery[] }>(contract.listPushDeliveries, { endpoint }, { query }))
      .deliveries
  const show = (endpoint: string) =>
    town.call<{ state: string; waiting: number; nextTryAt: string | null; failingSince: string | null }>(
      contract.showPushEndpoint,
      { endpoint },
    )

  it('sends what matches once and in order, signed as the reference library wants it', async () => {
    await store(0)
    const { id, secret } = await town.create({ query: 'action:even' })
    const stored = await store(1, 2, 3, 4)
    await store(5, 6)
    await town.turn(id)
    await town.turn(id)
    expect(numbers()).toEqual([2, 4, 6])
    for (const { headers, body } of town.receiver.arrived)
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'event.received' })
    const first = JSON.parse(town.receiver.arrived[0]!.body)
    expect(first.data).toMatchObject({ id: stored[1], organisation: town.admin.organisationId })
    const listed = await deliveries(id)
    expect(listed.map(({ event }) => event).toReversed()).toContain(stored[1])
    expect(
      listed.every(
        ({ state, tries, last }) => state === 'delivered' && tries === 1 && last?.answer === 'taken',
      ),
    ).toBe(true)
    expect(new Set(town.receiver.arrived.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
  })

  it('holds back what comes after a failure, tries longer and longer, and goes on in order', async () => {
    const { id } = await town.create()
    await store(1, 2)
    let failures = 5
    town.receiver.answer((_, response) => response.writeHead(failures-- > 0 ? 503 : 204).end('later'))
    const waits: number[] = []
    for (let turn = 0; turn < 6; turn++) {
      await town.turn(id)
      const { nextTryAt } = await show(id)
      if (nextTryAt === null) continue
      await town.turn(id)
      waits.push(Date.parse(nextTryAt) - town.platform.clock.now())
      town.platform.clock.advance(waits.at(-1)!)
    }
    expect(waits).toEqual([2.5, 5, 10, 20, 40].map((s) => s * second))
    expect(numbers()).toEqual([1, 1, 1, 1, 1, 1, 2])
    const ids = town.receiver.arrived.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids.slice(0, 6)).size).toBe(1)
    const times = town.receiver.arrived.map(({ headers }) => headers['webhook-timestamp'])
    expect(new Set(times).size).toBeGreaterThan(3)
    expect(await show(id)).toMatchObject({ failingSince: null, waiting: 0 })
    const shown = await town.call<{ all: { status: number }[] }>(contract.showPushDelivery, {
      endpoint: id,
      delivery: (await deliveries(id))[1]!.id,
    })
    expect(shown.all.map(({ status }) => status)).toEqual([204, 503, 503, 503, 503, 503])
  })

  it('gives up after three days, pauses, mails the administrators, and goes on where it stopped', async () => {
    const { id } = await town.create({ description: 'Fakturierung' })
    await store(1, 2)
    town.receiver.answer((_, response) => response.writeHead(500).end('no'))
    const start = town.platform.clock.now()
    for (let tries = 0; (await show(id)).state === 'active' && tries < 500; tries++) {
      await town.turn(id, () => 0.999)
      const { nextTryAt } = await show(id)
      if (nextTryAt !== null) town.platform.clock.set(Date.parse(nextTryAt))
    }
    expect(town.platform.clock.now() - start).toBe(3 * day)
    expect(await show(id)).toMatchObject({ state: 'failing', waiting: 1 })
    expect((await deliveries(id, { state: 'dead' })).map(({ tries }) => tries)).toEqual([
      town.receiver.arrived.length,
    ])
    expect(town.receiver.arrived.length).toBeGreaterThan(20)
    expect(town.receiver.arrived.length).toBeLessThan(60)
    const { rows } = await sql<{ recipient: string; subject: string }>`
      select recipient, subject from notifications.mail`.execute(town.platform.database.reader)
    expect(rows).toEqual([{ recipient: town.admin.email, subject: expect.stringContaining('Fakturierung') }])
    await store(3)
    await town.turn(id)
    town.receiver.arrived.length = 0
    town.receiver.answer(null)
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: true } })
    await town.turn(id)
    expect(numbers()).toEqual([2, 3])
    const [dead] = await deliveries(id, { state: 'dead' })
    await town.call(contract.replayPushDelivery, { endpoint: id, delivery: dead!.id })
    await town.turn(id)
    expect(numbers()).toEqual([2, 3, 1])
    expect(town.receiver.arrived.at(-1)?.headers['webhook-id']).toBe(dead!.webhookId)
  })

  it('stops at 410 and loses nothing', async () => {
    const { id } = await town.create()
    await store(1)
    town.receiver.answer((_, response) => response.writeHead(410).end())
    await town.turn(id)
    await town.turn(id)
    expect(town.receiver.arrived).toHaveLength(1)
    expect(await show(id)).toMatchObject({ state: 'gone', waiting: 1 })
    town.receiver.answer(null)
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: true } })
    await town.turn(id)
    expect(numbers()).toEqual([1, 1])
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered', tries: 2 })
  })

  it('signs with old and new keys for a day, and with the new ones alone afterwards', async () => {
    const { id, secret: old } = await town.create()
    const { secret, oldUntil } = await town.call<{ secret: string; oldUntil: string }>(
      contract.rotatePushSecret,
      {
        endpoint: id,
      },
    )
    expect(Date.parse(oldUntil) - town.platform.clock.now()).toBe(day)
    await store(1)
    await town.turn(id)
    const [first] = town.receiver.arrived
    for (const each of [old, secret])
      expect(new Webhook(each).verify(first!.body, first!.headers)).toBeTruthy()
    const signatures = () => town.receiver.arrived.at(-1)!.headers['webhook-signature']!.split(' ')
    expect(signatures()).toHaveLength(4)
    town.platform.clock.advance(day + 1)
    await store(2)
    await town.turn(id)
    expect(signatures()).toHaveLength(2)
    const { rows } = await sql<{ sealed: Uint8Array; row: string }>`
      select sealed, row_to_json(endpoint)::text as row from events.push_endpoint as endpoint`.execute(
      town.platform.database.reader,
    )
    expect(Buffer.from(rows[0]!.sealed).toString('latin1')).not.toMatch(/whsec_|whsk_/)
    expect(rows[0]!.row).not.toContain(secret.slice(6))
  })

  it('replays a range, oldest first, and gives up what somebody gives up', async () => {
    const { id } = await town.create()
    const from = town.platform.clock.now()
    await store(1, 2, 3)
    town.platform.clock.advance(hour)
    await store(4)
    await town.turn(id)
    town.receiver.arrived.length = 0
    const to = new Date(from + minute).toISOString()
    const range = { from: new Date(from).toISOString(), to }
    expect(await town.call(contract.replayPushRange, { endpoint: id }, { body: range })).toEqual({
      queued: 3,
      more: false,
      next: null,
    })
    await town.turn(id)
    expect(numbers()).toEqual([1, 2, 3])
    town.receiver.answer((_, response, { body }) =>
      response.writeHead(body.includes('"n":5') ? 400 : 200).end(),
    )
    await store(5, 6)
    await town.turn(id)
    const [waiting] = await deliveries(id, { state: 'queued' }).then((all) => all.toReversed())
    await town.call(contract.giveUpPushDelivery, { endpoint: id, delivery: waiting!.id })
    await town.turn(id)
    expect(numbers()).toEqual([1, 2, 3, 5, 6])
  })

  it('sends published records of the kinds that were chosen, from now on', async () => {
    const { platform } = town
    const change = (n: number) =>
      platform.database.transaction((tx) =>
        append(
          tx,
          [{ type: 'claims.status-changed', data: { n }, disclosed: n !== 3 }],
          { kind: 'system', name: 'test' },
          platform.clock.now(),
        ),
      )
    await change(0)
    await sequenceAll(platform)
    const { id } = await town.create({ query: null, kinds: ['claims.status-changed'] })
    for (const n of [1, 2, 3]) await change(n)
    await sequenceAll(platform)
    await store(1)
    await town.turn(id)
    expect(town.receiver.arrived.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'claims.status-changed', data: { record: { data: { n: 1 } } } },
      { type: 'claims.status-changed', data: { record: { data: { n: 2 } } } },
    ])
  })

  it('never sends events of another organisation, and takes no address or search that is none', async () => {
    const other = await pushTown(town.platform)
    const { id } = await town.create()
    await storeEvents(other.platform, other.source, [{ n: 99 }])
    await store(1)
    await town.turn(id)
    expect(numbers()).toEqual([1])
    await expect(other.call(contract.showPushEndpoint, { endpoint: id })).rejects.toMatchObject({
      code: 'not-found',
    })
    for (const url of [
      'http://example.org/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://a:b@example.org/',
    ])
      await expect(town.create({ url })).rejects.toMatchObject({ reason: 'push-url-not-allowed' })
    await expect(town.create({ query: 'actor:(' })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(town.create({ query: 'time:24h' })).rejects.toMatchObject({ reason: 'time-in-push-query' })
    await expect(town.create({ everywhere: true })).rejects.toMatchObject({ code: 'forbidden' })
    await other.close()
  })

  it('pauses at once, keeps the log for 30 days, and forgets endpoints of organisations that are gone', async () => {
    const { id } = await town.create()
    await store(1)
    await town.turn(id)
    await town.call(contract.changePushEndpoint, { endpoint: id }, { body: { active: false } })
    await store(2)
    await town.turn(id)
    expect(numbers()).toEqual([1])
    town.platform.clock.advance(29 * day)
    await cleanUpPush(town.platform, never)
    expect(await deliveries(id)).toHaveLength(1)
    town.platform.clock.advance(2 * day)
    await cleanUpPush(town.platform, never)
    expect(await deliveries(id)).toHaveLength(0)
    await sql`delete from identity.organisation where id = ${town.admin.organisationId}`.execute(
      town.platform.database.reader,
    )
    await cleanUpPush(town.platform, never)
    await expect(show(id)).rejects.toMatchObject({ reason: 'no-such-push-endpoint' })
  })
})
