import { randomInt, randomUUID } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { lookAfter } from '../../../../../test/harness/look-after.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { events } from '../../../engine/events/index.ts'
import { eventTree, openLog } from '../../../engine/log/index.ts'
import { day, hour, isoTime } from '../../../kernel/clock.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { judgeEventsComplete, judgeKept } from './judge-events.ts'
import { observeEvents, type EventsObservation } from './observe-events.ts'

const signal = new AbortController().signal
const random = (below: number) => randomInt(below)

const codes = (seen: EventsObservation) =>
  [judgeEventsComplete(seen, { seconds: 10 }), judgeKept(seen, { hours: 24 })].map(
    ({ verdict, code }) => `${verdict} ${code}`,
  )

describeEachDatabase('events as the checks see them', (open) => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    await openLog(platform, 'log.example/1')
  })

  const look = () => observeEvents({ platform, signal }, random)

  test('nothing is known while there are no events', async () => {
    expect(codes(await look())).toEqual(['unknown no-events-yet', 'unknown no-events-yet'])
  })

  describe('with more events than are all looked at', () => {
    beforeAll(async () => {
      const source = await addEventSource(platform, randomUUID())
      for (let n = 0; n < 5; n++)
        await storeEvents(
          platform,
          source,
          Array.from({ length: 1_700 }, (_, place) => ({
            actor: 'anna',
            place,
            data_type: 'traffic',
            purpose: 'fault',
          })),
        )
      await sequenceAll(platform, eventTree)
    })

    test('both hold, with counts', async () => {
      const seen = await look()
      expect(codes(seen)).toEqual(['holds reconciled', 'holds kept'])
      expect(seen.reconciled).toMatchObject({
        size: 8_500,
        rows: 8_500,
        newest: 5_100,
        difference: 0,
        gone: 0,
      })
      expect(seen.reconciled.sampled).toBeGreaterThan(80)
      expect(seen.reconciled.equal).toBe(seen.reconciled.newest + seen.reconciled.sampled)
    })

    const newest = sql`(select max(batch) from events.event)`
    const oldest = sql`(select min(batch) from events.event)`
    const now = () => isoTime(platform.clock.now())
    const deleteAndExplain = async (tx: Writer, run: RawBuilder<unknown>) => {
      await sql`delete from events.event where batch = ${newest} and place = 3`.execute(tx)
      await sql`insert into events.deletion (record_id, at, from_batch, to_batch, id, run, class, reason, count)
        select ${run}, gen_random_uuid(), gen_random_uuid(), 1, 'expired', 1`.execute(tx)
    }
    const attacks: [string, string, (tx: Writer) => Promise<unknown>][] = [
      [
        'fails counts-differ',
        'one event is deleted',
        (tx) => sql`delete from events.event where batch = ${newest} and place = 3`.execute(tx),
      ],
      [
        'fails leaf-differs',
        'one event is deleted, and a run under way invented for it that took another',
        (tx) => deleteAndExplain(tx, sql`null, ${now()}, 1, 2`),
      ],
      [
        'fails counts-differ',
        'one event is deleted, and a run of yesterday invented for it that was never logged',
        (tx) => deleteAndExplain(tx, sql`null, ${isoTime(Date.parse(now()) - day)}, ${newest}, ${newest}`),
      ],
      [
        'fails counts-differ',
        'one event is deleted, and a run with a record that does not exist invented for it',
        (tx) => deleteAndExplain(tx, sql`gen_random_uuid(), ${now()}, 1, ${newest}`),
      ],
      [
        'fails counts-differ',
        'one event is deleted, and a run invented for it that names a record of something else',
        (tx) => deleteAndExplain(tx, sql`(select id from log.record limit 1), ${now()}, 1, ${newest}`),
      ],
      [
        'fails counts-differ',
        'one event is there twice',
        (tx) =>
          sql`insert into events.event select * from events.event where batch = ${newest} and place = 3`.execute(
            tx,
          ),
      ],
      [
        'fails leaf-differs',
        'a body is altered',
        (tx) =>
          sql`update events.event set body = replace(body, 'anna', 'bert') where batch = ${newest} and place = 9`.execute(
            tx,
          ),
      ],
      [
        'fails leaf-differs',
        'the organisation of an event is altered',
        (tx) =>
          sql`update events.event set organisation_id = gen_random_uuid() where batch = ${newest} and place = 9`.execute(
            tx,
          ),
      ],
      [
        'fails leaf-differs',
        'old bodies are altered',
        (tx) => sql`update events.event set body = body || ' ' where batch = ${oldest}`.execute(tx),
      ],
      [
        'fails leaf-differs',
        'an entry is altered',
        (tx) =>
          sql`update log.event_bundle set entries = set_byte(entries, 9, 255 - get_byte(entries, 9))
            where index = (select max(index) from log.event_bundle)`.execute(tx),
      ],
      [
        'fails leaf-differs',
        'tiles are altered',
        (tx) =>
          sql`update log.event_tile set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5))
            where level = 0`.execute(tx),
      ],
      [
        'fails head-refused',
        'another size is put under the old signature',
        (tx) => sql`update log.event_head set size = size - 1`.execute(tx),
      ],
      [
        'fails counts-differ',
        'a batch is forgotten',
        (tx) => sql`delete from log.event_batch where batch = ${oldest}`.execute(tx),
      ],
    ]
    test.each(attacks)('%s when %s', async (expected, _, alter) => {
      expect(codes(await lookAfter(platform, alter))[0]).toBe(expected)
    })

    test('no age is known once the clock has leapt, before a run doubts it too', async () => {
      const believed = (tx: Writer) =>
        sql`update events.expiry set believed_at = ${isoTime(platform.clock.now() - 3 * day)}`.execute(tx)
      expect(codes(await lookAfter(platform, believed))[1]).toBe('unknown clock-doubted')
    })

    test('fails when events wait for more than 10 seconds, not before', async () => {
      const source = await addEventSource(platform, randomUUID(), 'Late')
      await storeEvents(platform, source, [{ actor: 'bert' }])
      platform.clock.advance(4_000)
      expect(codes(await look())[0]).toBe('holds reconciled')
      platform.clock.advance(7_000)
      expect(codes(await look())[0]).toBe('fails pending-too-long')
      await sequenceAll(platform, eventTree)
      expect(codes(await look())[0]).toBe('holds reconciled')
    })

    test('fails when an event is older than its period and the hours after it', async () => {
      platform.clock.advance(8 * day - hour)
      expect(codes(await look())[1]).toBe('holds kept')
      platform.clock.advance(2 * hour)
      expect(codes(await look())[1]).toBe('fails older-kept')
    })
  })
})
