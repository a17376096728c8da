import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { lookAfter } from '../../../../../test/harness/look-after.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { events } from '../../../engine/events/index.ts'
import { buildBlock } from '../../../engine/events/search/build-blocks.ts'
import { eventTree, openLog } from '../../../engine/log/index.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { judgeIndex } from './judge-events.ts'

describeEachDatabase('the search index against the events stored', (open) => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    await openLog(platform, 'index.example/1')
  })

  test('holds with blocks, with what has none yet, and while blocks are made anew', async () => {
    expect(judgeIndex(await lookAfter(platform, async () => {})).verdict).toBe('unknown')
    const source = await addEventSource(platform, randomUUID())
    for (let n = 0; n < 65; n++) {
      await storeEvents(platform, source, [
        { actor: `anna${n}`, message: `Leitung „${n}“ \\ frei` },
        { actor: 'Größe', n },
      ])
      platform.clock.advance(1_000)
      if (n % 10 === 9) await buildBlock(platform, 20)
    }
    await sequenceAll(platform, eventTree)
    const seen = await lookAfter(platform, async () => {})
    expect(judgeIndex(seen)).toMatchObject({
      verdict: 'holds',
      code: 'index-reconciled',
      population: { checked: 130, total: 130 },
    })
    expect(seen.index).toMatchObject({
      blocks: 6,
      covered: 120,
      behind: 10,
      remade: 0,
      difference: 0,
      missed: 0,
    })
    const renewed = await lookAfter(platform, (tx) =>
      sql`update events.block set outdated = true`.execute(tx),
    )
    expect(judgeIndex(renewed).verdict).toBe('holds')
    expect(renewed.index).toMatchObject({ covered: 0, remade: 120, looked: 0 })
  })

  const newest = sql`(select max(last_batch) from events.block)`
  test.each<[string, string, (tx: Writer) => Promise<unknown>]>([
    [
      'index-differs',
      'a block is gone',
      (tx) =>
        sql`delete from events.block where last_batch = (select min(last_batch) from events.block)`.execute(
          tx,
        ),
    ],
    [
      'index-differs',
      'an event is deleted under its block',
      (tx) =>
        sql`delete from events.event where place = 0 and batch = (select min(batch) from events.event)`.execute(
          tx,
        ),
    ],
    [
      'index-differs',
      'blocks overlap, though the numbers agree',
      (tx) =>
        sql`update events.block set first_batch = first_batch - 1 where last_batch = ${newest}`.execute(tx),
    ],
    [
      'block-miscounted',
      'the counts of two blocks are exchanged for others',
      (tx) =>
        sql`update events.block set count = count + case when last_batch = ${newest} then 1 else -1 end
          where last_batch in (${newest}, (select min(last_batch) from events.block))`.execute(tx),
    ],
    [
      'block-miscounted',
      'tallies of the newest block are lost',
      (tx) => sql`delete from events.tally where last_batch = ${newest}`.execute(tx),
    ],
    [
      'not-found-through-index',
      'the filter of the newest block is empty',
      (tx) =>
        sql`update events.block set bloom = decode(repeat('00', 16384), 'hex') where last_batch = ${newest}`.execute(
          tx,
        ),
    ],
    [
      'not-found-through-index',
      'one word is changed behind the back of the index',
      (tx) =>
        sql`update events.event set actor = 'somebody' where place = 0 and batch = ${newest}`.execute(tx),
    ],
    [
      'not-found-through-index',
      'the times of the newest block are wrong',
      (tx) =>
        sql`update events.block set max_at = min_at - interval '1 second' where last_batch = ${newest}`.execute(
          tx,
        ),
    ],
  ])('fails %s when %s', async (code, _, alter) => {
    expect(judgeIndex(await lookAfter(platform, alter))).toMatchObject({ verdict: 'fails', code })
  })
})
