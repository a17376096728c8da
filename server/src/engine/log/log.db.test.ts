import { sql } from 'kysely'
import { commitOf, rootOf } from '../../../../test/harness/log-oracle.ts'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import {
  equalBytes,
  parseVerifierKey,
  verifyCheckpoint,
  verifyInclusion,
  leafHash,
  leafEntry,
  fromHex,
} from 'nachweis-verify'
import { beforeAll, expect, it } from 'vitest'
import type { RecordDraft } from '../../kernel/recorded.ts'
import { append } from './append.ts'
import { log } from './index.ts'
import { openLog } from './open.ts'
import { proofOf } from './proof-of.ts'
import { disclosedBetween, readBundle, readHead, readTile } from './read.ts'
import { sequence } from './sequence.ts'
import { startSequencer } from './sequencer.ts'
import { logSigner } from './signer.ts'
import { records } from './trees.ts'

const actor = { kind: 'system', name: 'test' } as const
const draft = (n: number): RecordDraft => ({ type: 'test.counted', data: { n }, disclosed: n % 2 === 0 })

describeEachDatabase('the log', (open) => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await testPlatform(await open([log]))
    await openLog(platform, 'log.example/1')
  })

  const round = async () => {
    const { rows } = await sql<never>`select * from log.head`.execute(platform.database.reader)
    const signer = await logSigner(platform.keys, rows[0] as never)
    return platform.database.transaction((tx) => sequence(tx, records, signer, platform.clock.now()))
  }
  const add = (from: number, count: number) =>
    platform.database.transaction((tx) =>
      append(
        tx,
        Array.from({ length: count }, (_, i) => draft(from + i)),
        actor,
        platform.clock.now(),
      ),
    )

  it('gives every committed record one leaf, in order, under a root that an oracle computes too', async () => {
    let n = 0
    for (const count of [1, 254, 1, 1, 300, 700]) {
      await add(n, count)
      n += count
      await round()
    }
    const head = (await readHead(platform.database.reader))!
    // Each tree was opened with a record.
    expect(head.size).toBe(n + 2)
    const { rows } = await sql<{ body: string; salt: Uint8Array; index: number }>`
      select body, salt, index from log.leaf join log.record on record.id = record_id order by index`.execute(
      platform.database.reader,
    )
    expect(rows.map((row) => row.index)).toEqual(rows.map((_, i) => i))
    expect(rows.slice(2).map((row) => JSON.parse(row.body).data.n)).toEqual(
      Array.from({ length: n }, (_, i) => i),
    )
    expect(equalBytes(head.root, rootOf(rows.map((row) => commitOf(row.body, row.salt))))).toBe(true)
  })

  it('proves inclusion of any record', async () => {
    const head = (await readHead(platform.database.reader))!
    for (const { index, body, salt } of await disclosedBetween(platform.database.reader, 0, head.size)) {
      if (index % 97 !== 0 && index < head.size - 3) continue
      const proof = await proofOf(platform.database.reader, head, index)
      const leaf = leafHash(leafEntry(body, fromHex(salt)))
      expect(() =>
        verifyInclusion({ index, size: head.size, root: head.root, leafHash: leaf, proof }),
      ).not.toThrow()
    }
  })

  it('signs head and time with the published keys', async () => {
    const head = (await readHead(platform.database.reader))!
    const keys = { log: parseVerifierKey(head.key), clock: parseVerifierKey(head.clockKey) }
    const verified = await verifyCheckpoint(head.checkpoint, keys)
    expect(verified).toMatchObject({ size: head.size, time: platform.clock.now() })
  })

  it('serves older widths of a tile that has grown, and none wider than it is', async () => {
    const full = (await readTile(platform.database.reader, 0, 0, 256))!
    const narrow = (await readTile(platform.database.reader, 0, 0, 3))!
    expect(equalBytes(narrow, full.subarray(0, 96))).toBe(true)
    expect(await readTile(platform.database.reader, 0, 4, 256)).toBeNull()
    expect(await readBundle(platform.database.reader, 99, 1)).toBeNull()
  })

  it('makes no leaf of a transaction that rolled back', async () => {
    const before = (await readHead(platform.database.reader))!.size
    const failing = platform.database.transaction(async (tx) => {
      await append(tx, [draft(1)], actor, platform.clock.now())
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await round()
    expect((await readHead(platform.database.reader))!.size).toBe(before)
  })

  it('loses nothing when a round fails before its commit', async () => {
    await add(9000, 5)
    const before = (await readHead(platform.database.reader))!
    const broken = platform.database.transaction(async (tx) => {
      const { rows } = await sql<never>`select * from log.head`.execute(tx)
      await sequence(tx, records, await logSigner(platform.keys, rows[0] as never), platform.clock.now())
      throw new Error('crash')
    })
    await expect(broken).rejects.toThrow('crash')
    expect((await readHead(platform.database.reader))!.checkpoint).toBe(before.checkpoint)
    await round()
    expect((await readHead(platform.database.reader))!.size).toBe(before.size + 5)
  })

  it('signs anew after half a minute without records, not before', async () => {
    const before = (await readHead(platform.database.reader))!
    platform.clock.advance(29_000)
    await round()
    expect((await readHead(platform.database.reader))!.signedAt).toBe(before.signedAt)
    platform.clock.advance(2_000)
    await round()
    expect((await readHead(platform.database.reader))!.signedAt).toBe(platform.clock.now())
  })

  it('refuses to sign on a database that is older than what was signed', async () => {
    const before = (await readHead(platform.database.reader))!.size
    const first = await startSequencer(platform)
    await add(1, 3)
    await expect.poll(() => first.head().size, { timeout: 5_000 }).toBe(before + 3)
    await first.stop()
    await sql`update log.head set size = size - 2`.execute(platform.database.reader)
    const second = await startSequencer(platform)
    expect(second.problem()).toMatch(/older or another log/)
    await second.stop()
  })
})
