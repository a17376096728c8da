import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { storeEvents } from '../../../../../test/harness/event-source.ts'
import type { TestPlatform } from '../../../../../test/harness/platform.ts'
import { hour, second } from '../../../kernel/clock.ts'
import { Feed } from '../stream/feed.ts'
import * as contract from './contract.ts'
import { startPush } from './deliver.ts'
import { leaseMs } from './lease.ts'
import { openPushTown, type PushTown } from '../../../../../test/harness/push-town.ts'
import { takeTurn } from './turn.ts'

/** A server on the same database that can be killed at any moment: it then reads and writes nothing more. */
function mortal(platform: TestPlatform) {
  let dead = false
  const { database } = platform
  const alive = () => {
    if (dead) throw new Error('killed')
    return database
  }
  const own = {
    ...platform,
    database: {
      ...database,
      get reader() {
        return alive().reader
      },
      transaction: (work: Parameters<typeof database.transaction>[0]) => alive().transaction(work),
    } as typeof database,
  }
  const feed = new Feed(own)
  const signal = new AbortController().signal
  return {
    turn: (id: string) => takeTurn({ platform: own, feed, random: () => 0.5, signal }, id).catch(() => {}),
    kill: () => {
      dead = true
    },
  }
}

describeEachDatabase('webhooks from several servers', (open) => {
  let town: PushTown
  beforeEach(async () => {
    town = await openPushTown(open)
  })
  afterEach(() => town.close())

  let next = 0
  const store = async (count: number) => {
    const numbers = Array.from({ length: count }, () => next++)
    await storeEvents(
      town.platform,
      town.source,
      numbers.map((n) => ({ n })),
    )
    return numbers
  }
  /** What a receiver acts upon that knows each webhook-id once. */
  const actedUpon = (taken: ReadonlySet<unknown>) => {
    const known = new Set<string>()
    return town.receiver.arrived.flatMap((one) => {
      const id = one.headers['webhook-id'] ?? ''
      if (!taken.has(one) || known.has(id)) return []
      known.add(id)
      return [JSON.parse(one.body).data.body.n as number]
    })
  }

  it('one that was thought dead and comes back changes nothing', async () => {
    const { id } = await town.create()
    const stored = await store(3)
    let release = () => {}
    town.receiver.answer((_, response) => {
      release = () => response.writeHead(500).end()
      town.receiver.answer(null)
    })
    const [late, other] = [mortal(town.platform), mortal(town.platform)]
    const turn = late.turn(id)
    while (town.receiver.arrived.length === 0) await wait(10)
    await other.turn(id)
    expect(town.receiver.arrived).toHaveLength(1)
    town.platform.clock.advance(leaseMs + second)
    await other.turn(id)
    expect(actedUpon(new Set(town.receiver.arrived))).toEqual(stored)
    release()
    await turn
    const { rows } = await sql<{ state: string; tries: number }>`
      select state, tries from events.push_delivery order by number`.execute(town.platform.database.reader)
    expect(rows).toEqual(stored.map(() => ({ state: 'delivered', tries: 1 })))
    // Its failure is of yesterday: the endpoint is well, and nobody waits.
    const shown = await town.call(contract.showPushEndpoint, { endpoint: id })
    expect(shown).toMatchObject({ state: 'active', failingSince: null, nextTryAt: null })
  })

  it('whatever commits, fails, is killed and resumes between: each event once, in order', async () => {
    const step = fc.oneof(
      fc.record({ store: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kill: fc.nat(1), afterMs: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ advanceMs: fc.integer({ min: 1, max: 5 * 60_000 }) }),
      fc.record({ refuse: fc.integer({ min: 1, max: 3 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { id } = await town.create()
        town.receiver.arrived.length = 0
        const taken = new Set<unknown>()
        const stored: number[] = []
        let refuse = 0
        town.receiver.answer((_, response, arrived) => {
          if (refuse > 0) refuse--
          else taken.add(arrived)
          response.writeHead(taken.has(arrived) ? 200 : 503).end()
        })
        const servers = [mortal(town.platform), mortal(town.platform)]
        let turns: Promise<unknown>[] = []
        for (const each of steps) {
          if ('store' in each) stored.push(...(await store(each.store)))
          else if ('refuse' in each) refuse += each.refuse
          else if ('advanceMs' in each) town.platform.clock.advance(each.advanceMs)
          else {
            await wait(each.afterMs)
            servers[each.kill]?.kill()
            servers[each.kill] = mortal(town.platform)
          }
          turns.push(...servers.map((server) => server.turn(id)))
        }
        for (let n = 0; n < 100 && actedUpon(taken).length < stored.length; n++) {
          await Promise.all(turns)
          town.platform.clock.advance(hour)
          turns = servers.map((server) => server.turn(id))
        }
        await Promise.all(turns)
        expect(actedUpon(taken)).toEqual(stored)
        const { rows } = await sql<{ n: number }>`
          select count(*)::integer as n from events.push_delivery where endpoint_id = ${id}`.execute(
          town.platform.database.reader,
        )
        expect(rows[0]?.n).toBe(stored.length)
        await sql`delete from events.push_endpoint`.execute(town.platform.database.reader)
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('deliver by themselves, to many endpoints, within seconds of the event', async () => {
    Object.assign(town.platform.clock, { now: () => Date.now(), monotonic: () => performance.now() })
    const servers = await Promise.all([startPush(town.platform), startPush(town.platform)])
    try {
      for (let n = 0; n < 5; n++) await town.create({ url: `${town.receiver.url}/${n}` })
      await store(1)
      await wait(1_500)
      const stored: number[] = []
      const began = performance.now()
      for (let n = 0; n < 10; n++) stored.push(...(await store(4)))
      while (town.receiver.arrived.length < 5 * 41 && performance.now() - began < 40_000) await wait(50)
      for (let n = 0; n < 5; n++) {
        const own = town.receiver.arrived.filter(({ path }) => path.endsWith(`/${n}`))
        expect(own.slice(1).map(({ body }) => JSON.parse(body).data.body.n)).toEqual(stored)
      }
    } finally {
      for (const server of servers) await server.stop()
    }
  }, 60_000)
})
