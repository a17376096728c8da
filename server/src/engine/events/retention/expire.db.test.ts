import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { runCommand } from '../../log/index.ts'
import { events, intakeOf } from '../index.ts'
import { buildBlock } from '../search/build-blocks.ts'
import { expireEvents } from './expire.ts'
import { createHold, type HoldScope } from './holds/create.ts'
import { endHold } from './holds/change.ts'
import { changePeriod } from './periods.ts'
import { rebuildBlocks } from './rebuild-blocks.ts'
import { openStored, type Stored } from '../../../../../test/harness/stored-events.ts'

const never = new AbortController().signal
const organisation = randomUUID()
const actor = { kind: 'operator', tokenId: 'key-1' } as const
const everything: HoldScope = { organisation: null, actor: null, class: null, from: null, to: null }

describeEachDatabase('expiry', (open, kind) => {
  let platform: TestPlatform
  let stored: Stored

  beforeEach(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    stored = await openStored(platform, organisation)
  })

  /** Hours pass with a run each day, as when the server is up. */
  const live = async (ms: number) => {
    for (let left = ms; left > 0; left -= day) {
      platform.clock.advance(Math.min(day, left))
      await expireEvents(platform, never)
    }
  }
  const hold = (scope: Partial<HoldScope>) =>
    runCommand(platform, { permission: 'events:hold', actor }, (tx) =>
      createHold(tx, platform, {
        scope: { ...everything, ...scope },
        reason: 'Verfahren 12 O 3/26',
        owner: randomUUID(),
        endsAt: platform.clock.now() + 100 * day,
      }),
    )
  const setDays = (id: number, days: number | null, reason: string | null = null) =>
    runCommand(platform, { permission: 'events:manage-retention', actor }, (tx) =>
      changePeriod(tx, id, { days, reason }, actor, platform.clock.now()),
    )

  it('deletes each class by its own period, to the hour at the edge, and drops whole partitions', async () => {
    await stored.store('traffic/fault', 30)
    await stored.store('sign-in/security', 20)
    platform.clock.advance(12 * hour)
    await stored.store('traffic/fault', 5)
    await live(6 * day + 12 * hour)
    expect(await stored.rows()).toEqual({ 1: 35, 3: 20 })
    platform.clock.advance(hour)
    // Past the limit of the first, not of those twelve hours later in the same partition.
    expect(await expireEvents(platform, never)).toEqual({ postponed: false, deleted: 30, dropped: 0 })
    expect(await stored.rows()).toEqual({ 1: 5, 3: 20 })
    expect(await stored.tables('event_c1_20260101')).toHaveLength(1)
    await live(day)
    expect(await stored.rows()).toEqual({ 3: 20 })
    expect(await stored.tables('event_c1_20260101')).toEqual([])
    expect(await stored.deletions()).toEqual([{ class: 1, reason: 'expired', n: 35, logged: true }])
    expect(await stored.records('events.expired')).toEqual([
      { disclosed: true, data: { classes: [{ dataType: 'traffic', purpose: 'fault', count: 30 }] } },
      { disclosed: true, data: { classes: [{ dataType: 'traffic', purpose: 'fault', count: 5 }] } },
    ])
    expect(await stored.reconciled()).toMatchObject({
      size: 55,
      rows: 20,
      expired: 35,
      difference: 0,
      gone: 35,
      wrong: 0,
    })
  })

  it('takes keys, tallies and blocks along, and what search blocks know of the rest stays right', async () => {
    const body = { data_type: 'traffic', purpose: 'fault' }
    await intakeOf(platform).ingester.accept(stored.source, [{ body, at: null, key: 'sent-1' }])
    for (const count of [1199, 100]) await stored.store('traffic/fault', count)
    await stored.store('sign-in/security', 1000)
    while (await buildBlock(platform)) await stored.count('events.block')
    expect(await stored.count('events.block')).toBe(2)
    expect(await stored.count('events.key')).toBe(1)
    await live(9 * day)
    expect(await stored.count('events.key')).toBe(0)
    expect(await stored.rows()).toEqual({ 3: 1000 })
    await rebuildBlocks(platform, never)
    const { rows } = await sql<{ blocks: number; count: number; tallied: number; outdated: number }>`
      select count(*)::int as blocks, sum(count)::int as count, count(*) filter (where outdated)::int as outdated,
        (select sum(count)::int from events.tally) as tallied from events.block`.execute(
      platform.database.reader,
    )
    expect(rows[0]).toEqual({ blocks: 1, count: 1000, tallied: 1000, outdated: 0 })
  })

  it('spares what a hold covers, in a partition that is otherwise gone, until the hold ends', async () => {
    const other = randomUUID()
    await stored.store('traffic/fault', 10, { actor: 'Anna' })
    await stored.store('traffic/fault', 10, { actor: 'bert', note: 'called\nANNA back' })
    await stored.store('traffic/fault', 10, { actor: 'annabel' })
    await stored.store('traffic/billing', 10, { actor: 'anna' })
    const { id } = await hold({ actor: 'anna', class: 1 })
    await hold({ organisation: other })
    await live(9 * day)
    expect(await stored.rows()).toMatchObject({ 1: expect.any(Number), 2: 10 })
    const { rows } = await sql<{
      actor: string
      n: number
    }>`select actor, count(*)::int as n from events.event
      where class = 1 group by actor order by actor`.execute(platform.database.reader)
    expect(rows).toEqual([
      { actor: 'Anna', n: 10 },
      { actor: 'bert', n: 10 },
    ])
    expect((await stored.reconciled())?.difference).toBe(0)
    await runCommand(platform, { permission: 'events:hold', actor }, (tx) =>
      endHold(tx, id, 'beendet', platform.clock.now()),
    )
    await live(hour)
    expect(await stored.rows()).toEqual({ 2: 10 })
    expect(await stored.tables('event_c1_20260101')).toEqual([])
    expect(await stored.records('events.hold-created')).toMatchObject([
      { disclosed: false },
      { disclosed: false },
    ])
    expect(JSON.stringify(await stored.records('events.hold-created'))).not.toContain('anna')
  })

  it('a hold over a time range covers part of a partition; one that has run out covers nothing', async () => {
    const start = platform.clock.now()
    await stored.store('traffic/fault', 4)
    platform.clock.advance(6 * hour)
    await stored.store('traffic/fault', 5)
    platform.clock.advance(6 * hour)
    await stored.store('traffic/fault', 6)
    await hold({ from: start + 5 * hour, to: start + 7 * hour })
    await live(9 * day)
    expect(await stored.rows()).toEqual({ 1: 5 })
    await live(92 * day)
    expect(await stored.rows()).toEqual({})
    expect(await stored.reconciled()).toMatchObject({ rows: 0, expired: 15, difference: 0, wrong: 0 })
  })

  it('a run that breaks off leaves rows and counts as they were; the next logs what was left', async () => {
    await stored.store('traffic/fault', 8)
    await stored.store('content/operation', 8)
    await live(2 * day)
    platform.clock.advance(day)
    const { database } = platform
    let transactions = 0
    const failing = {
      ...platform,
      database: {
        ...database,
        transaction: (async (work: never) => {
          const isLast = ++transactions > 3
          return database.transaction(async (tx) => {
            const done = await (work as (given: typeof tx) => Promise<unknown>)(tx)
            if (isLast) throw new Error('crash before the commit')
            return done
          })
        }) as typeof database.transaction,
      },
    }
    await setDays(1, 1)
    await setDays(7, 1)
    await expect(expireEvents(failing, never)).rejects.toThrow('crash before the commit')
    expect((await stored.reconciled())?.difference).toBe(0)
    const before = await stored.deletions()
    expect(before.every(({ logged }) => !logged)).toBe(true)
    await expireEvents(platform, never)
    expect(await stored.rows()).toEqual({})
    expect(await stored.deletions()).toEqual([
      { class: 1, reason: 'expired', n: 8, logged: true },
      { class: 7, reason: 'expired', n: 8, logged: true },
    ])
    expect(await stored.records('events.expired')).toHaveLength(1)
    expect((await stored.reconciled())?.difference).toBe(0)
  })

  it('a deletion that counts otherwise than its record, in either, is a difference', async () => {
    await stored.store('traffic/fault', 8)
    await live(8 * day)
    expect(await stored.reconciled()).toMatchObject({ expired: 8, difference: 0, wrong: 0, gone: 8 })
    const { reader } = platform.database
    await sql`update events.deletion set count = count + 1`.execute(reader)
    expect(await stored.reconciled()).toMatchObject({ expired: 0, difference: 8, wrong: 8, gone: 0 })
    await sql`update events.deletion set count = count - 1`.execute(reader)
    await sql`insert into events.deletion (id, run, class, reason, from_batch, to_batch, count, at, record_id)
      select gen_random_uuid(), gen_random_uuid(), 3, reason, from_batch, to_batch, 1, at, record_id
      from events.deletion`.execute(reader)
    expect((await stored.reconciled())?.difference).toBeGreaterThan(0)
  })

  it('leaves, rows and deletions agree at every moment while events come and go', async () => {
    for (let n = 0; n < 4; n++) {
      await stored.store('traffic/fault', 1_500)
      platform.clock.advance(5 * hour)
    }
    await setDays(1, 1)
    await expireEvents(platform, never)
    platform.clock.advance(day)
    const differences: (number | undefined)[] = []
    const come = async () => {
      for (let n = 0; n < 12; n++) await stored.store('traffic/fault', 40)
    }
    const look = async () => {
      for (let n = 0; n < 4; n++) differences.push((await stored.reconciled())?.difference)
    }
    await Promise.all([come(), look(), expireEvents(platform, never)])
    expect(differences).toEqual([0, 0, 0, 0])
    expect(await stored.reconciled()).toMatchObject({ rows: 480, expired: 6_000, difference: 0, wrong: 0 })
  })

  it.skipIf(kind === 'embedded')(
    'leaves a table that somebody reads to the next run, and goes on with others',
    async () => {
      await stored.store('traffic/fault', 5)
      await stored.store('content/operation', 5)
      await live(2 * day)
      for (const id of [1, 7]) await setDays(id, 1)
      const run = () => expireEvents(platform, never)
      const reading = platform.database.transaction(async (tx) => {
        await sql`select from events.event_c1_20260101 limit 1`.execute(tx)
        return run()
      })
      expect(await reading).toMatchObject({ deleted: 5 })
      expect(await stored.rows()).toEqual({ 1: 5 })
      await run()
      expect(await stored.rows()).toEqual({})
      expect((await stored.reconciled())?.difference).toBe(0)
    },
  )

  it('a shorter period needs no reason, a longer one does; the record tells both', async () => {
    await expect(setDays(1, 8)).rejects.toMatchObject({ reason: 'reason-missing' })
    await expect(setDays(99, 8)).rejects.toMatchObject({ reason: 'no-such-class' })
    await setDays(1, 8, 'Weisung der Behörde')
    await setDays(1, 3)
    await setDays(1, null)
    const data = (await stored.records('events.retention-changed')).map((record) => record.data)
    expect(data).toMatchObject([
      { days: 8, before: 7, reason: 'Weisung der Behörde' },
      { days: 3, before: 8, reason: null },
      { days: 7, before: 3, default: 7 },
    ])
  })
})
