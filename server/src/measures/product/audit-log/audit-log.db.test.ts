import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { steerableClock } from '../../../../../test/harness/clock.ts'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import type { Finding } from '../../../engine/claims/index.ts'
import { append, log, openLog } from '../../../engine/log/index.ts'
import { sequence } from '../../../engine/log/sequence.ts'
import { records } from '../../../engine/log/trees.ts'
import { logSigner } from '../../../engine/log/signer.ts'
import { logReader } from '../../../engine/log/tables.ts'
import { configurationSchema } from '../../../platform/config/configuration.ts'
import { readEnvironment } from '../../../platform/config/environment.ts'
import type { Database, Writer } from '../../../platform/database/database.ts'
import { openKeys } from '../../../platform/keys/keys.ts'
import type { Platform } from '../../../platform/platform.ts'
import { silentTelemetry } from '../../../platform/telemetry/telemetry.ts'
import { judgeBytes, judgeComplete, judgeFork, judgeTail } from './judge.ts'
import { observeLog, type LogObservation } from './observe.ts'

const trials = 20
const signal = new AbortController().signal
const clock = steerableClock('2026-03-01T12:00:00.000Z')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-audit-log-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function platformOn(database: Database): Promise<Platform> {
  const parameters = Object.fromEntries(
    ['byte', 'tail', 'fork'].map((kind) => [`audit-log/tamper-${kind}`, { trials }]),
  )
  const configuration = configurationSchema.parse({
    provider: { name: 'Muster', contact: 'a@muster.example' },
    parameters,
  })
  return {
    clock,
    environment: readEnvironment({}),
    configuration: () => configuration,
    addresses: () => ({ http: 'http://127.0.0.1:1', https: null, public: 'http://127.0.0.1:1' }),
    database,
    keys: await openKeys(folder),
    telemetry: silentTelemetry,
    probeHosts: new Set(),
    configurationFile: { path: '', rule: () => [], reload: async () => {} },
  }
}

const write = (database: Database, count: number, disclosed = (index: number) => index % 2 === 0) =>
  database.transaction((tx) => {
    const drafts = Array.from({ length: count }, (_, index) => ({
      type: 'test.noted',
      data: { index, words: 'Größe' },
      disclosed: disclosed(index),
    }))
    return append(tx, drafts, { kind: 'system', name: 'test' }, clock.now())
  })

async function number(platform: Platform): Promise<void> {
  const row = await logReader(platform.database.reader)
    .selectFrom('log.head')
    .selectAll()
    .executeTakeFirstOrThrow()
  const signer = await logSigner(platform.keys, row)
  await platform.database.transaction((tx) => sequence(tx, records, signer, clock.now()))
}

const judges = (seen: LogObservation): Record<'complete' | 'byte' | 'tail' | 'fork', Finding> => ({
  complete: judgeComplete(seen, { seconds: 10 }),
  byte: judgeBytes(seen, { trials }),
  tail: judgeTail(seen, { trials }),
  fork: judgeFork(seen, { trials }),
})

const codes = (seen: LogObservation) =>
  Object.values(judges(seen)).map(({ verdict, code }) => `${verdict} ${code}`)
const unalteredCodes = ['holds reconciled', 'holds all-detected', 'holds all-detected', 'holds all-detected']

describeEachDatabase('audit log', (open) => {
  const opened = async (count: number) => {
    const platform = await platformOn(await open([log]))
    await openLog(platform, 'log.example')
    await write(platform.database, count)
    await number(platform)
    return { platform, look: () => observeLog({ platform, signal }, (below) => randomInt(below)) }
  }
  /** What the log's owner does to it with the database at hand; everything stands again afterwards. */
  const lookAfter = async (
    log: Awaited<ReturnType<typeof opened>>,
    alter: (tx: Writer) => Promise<unknown>,
  ) => {
    let seen: LogObservation | undefined
    await log.platform.database
      .transaction(async (tx) => {
        await alter(tx)
        const database = { ...log.platform.database, reader: tx }
        seen = await observeLog({ platform: { ...log.platform, database }, signal }, (below) =>
          randomInt(below),
        )
        throw new Error('undo')
      })
      .catch((error: Error) => {
        if (error.message !== 'undo') throw error
      })
    return seen as LogObservation
  }

  describe('with a small log', () => {
    let small: Awaited<ReturnType<typeof opened>>
    beforeAll(async () => {
      small = await opened(300)
    })

    test('all hold, with counts', async () => {
      const seen = await small.look()
      expect(codes(seen)).toEqual(unalteredCodes)
      expect(judges(seen).complete.population).toEqual({ checked: 302, total: 302 })
      expect(judges(seen).byte.population).toEqual({ checked: trials, total: trials })
      expect(judges(seen).byte.observed.de).toContain('302 von 302 Einträgen')
      expect(seen.copy).toEqual({ from: 0, size: 302, parts: 5, records: 152 })
      expect(JSON.stringify(seen).length).toBeLessThan(2000)
    })

    const attacks: [string, string, (tx: Writer) => Promise<unknown>][] = [
      [
        'fails leaf-differs',
        'an undisclosed record is altered',
        (tx) =>
          sql`update log.record set body = replace(body, 'Größe', 'Grosse') where id = (select record_id from log.leaf where index = 3)`.execute(
            tx,
          ),
      ],
      [
        'fails leaf-differs',
        'a salt is altered',
        (tx) =>
          sql`update log.record set salt = decode(repeat('00', 32), 'hex') where id = (select record_id from log.leaf where index = 3)`.execute(
            tx,
          ),
      ],
      [
        'fails leaf-differs',
        'two records change places',
        (tx) =>
          sql`with moved as (delete from log.leaf where index in (3, 5) returning index, record_id) insert into log.leaf select 1008 - index, record_id from moved`
            .execute(tx)
            .then(() => sql`update log.leaf set index = index - 1000 where index > 1000`.execute(tx)),
      ],
      [
        'fails leaf-without-record',
        'a record is deleted',
        (tx) =>
          sql`delete from log.record where id = (select record_id from log.leaf where index = 3)`.execute(tx),
      ],
      [
        'fails record-lost',
        'a leaf is deleted',
        (tx) => sql`delete from log.leaf where index = 3`.execute(tx),
      ],
      [
        'fails record-lost',
        'a record never reached the outbox',
        (tx) =>
          sql`insert into log.record select gen_random_uuid(), type, at, body, salt, disclosed from log.record limit 1`.execute(
            tx,
          ),
      ],
      [
        'fails counts-differ',
        'a record is pending twice',
        (tx) =>
          sql`insert into log.pending (record_id, entry) select record_id, decode('01', 'hex') from log.leaf where index = 3`.execute(
            tx,
          ),
      ],
      [
        'fails tree-differs',
        'an entry is altered',
        (tx) =>
          sql`update log.bundle set entries = set_byte(entries, 77, 255 - get_byte(entries, 77)) where index = 0`.execute(
            tx,
          ),
      ],
      [
        'fails tree-differs',
        'the last bundle is gone',
        (tx) => sql`delete from log.bundle where index = 1`.execute(tx),
      ],
      [
        'fails tree-differs',
        'the tail is cut off with all its traces but the head',
        (tx) =>
          sql`with cut as (delete from log.leaf where index >= 280 returning record_id), gone as (delete from log.record where id in (select record_id from cut)) update log.bundle set entries = substring(entries from 1 for 24 * 35) where index = 1`.execute(
            tx,
          ),
      ],
      [
        'fails tree-differs',
        'another head is put under the old signature',
        (tx) =>
          sql`update log.head set checkpoint = replace(checkpoint, '302', '301'), size = 301`.execute(tx),
      ],
    ]
    test.each(attacks)('%s when %s', async (expected, _, alter) => {
      const found = judges(await lookAfter(small, alter)).complete
      expect(`${found.verdict} ${found.code}`).toBe(expected)
    })

    test('fails when a tile differs from the entries, or a disclosed record from its leaf', async () => {
      const tile = await lookAfter(small, (tx) =>
        sql`update log.tile set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5)) where level = 0 and index = 0`.execute(
          tx,
        ),
      )
      expect(codes(tile).slice(1)).toEqual(Array.from({ length: 3 }, () => 'fails copy-refused'))
      const record = await lookAfter(small, (tx) =>
        sql`update log.record set body = body || ' ' where id = (select record_id from log.leaf where index = 4)`.execute(
          tx,
        ),
      )
      expect(codes(record)).toEqual([
        'fails leaf-differs',
        'fails copy-refused',
        'fails copy-refused',
        'fails copy-refused',
      ])
    })

    test('fails when records wait for more than 10 seconds, not before', async () => {
      await write(small.platform.database, 1)
      clock.advance(4_000)
      expect(codes(await small.look())).toEqual(unalteredCodes)
      clock.advance(7_000)
      expect(codes(await small.look())[0]).toBe('fails pending-too-long')
      await number(small.platform)
      expect(codes(await small.look())[0]).toBe('holds reconciled')
    })
  })

  test('a log beyond the copied part: newest part and sample are looked at', async () => {
    const large = await opened(11_500)
    await number(large.platform)
    await number(large.platform)
    const seen = await large.look()
    expect(codes(seen)).toEqual(unalteredCodes)
    expect(seen.copy).toMatchObject({ from: 40 * 256, size: 11_502 })
    expect(seen.complete).toMatchObject({ newest: 39 * 256 + 238, unopened: 0 })
    expect(seen.complete.sampled).toBeGreaterThan(100)
    const old = await lookAfter(large, (tx) =>
      sql`update log.record set body = body || ' ' where id in (select record_id from log.leaf where index < 1280)`.execute(
        tx,
      ),
    )
    expect(old.complete.unopened).toBe(old.complete.sampled)
    expect(codes(old)).toEqual(['fails leaf-differs', ...unalteredCodes.slice(1)])
    const tile = await lookAfter(large, (tx) =>
      sql`update log.tile set hashes = decode(repeat('11', 8192), 'hex') where level = 0 and index < 5`.execute(
        tx,
      ),
    )
    expect(codes(tile)[0]).toBe('fails tree-differs')
  })

  test('an empty log is waited for, then not judged', async () => {
    const platform = await platformOn(await open([log]))
    await openLog(platform, 'log.example')
    const waiting = observeLog({ platform, signal }, (below) => randomInt(below))
    await expect(waiting).rejects.toThrow('no entries yet')
  })

  test('the smallest log, of the two records that open its trees, holds too', async () => {
    const smallest = await opened(0)
    const seen = await smallest.look()
    expect(seen.copy.size).toBe(2)
    expect(codes(seen)).toEqual(unalteredCodes)
  })
})
