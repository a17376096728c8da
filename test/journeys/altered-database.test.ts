import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Memory } from 'nachweis-verify'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { AlterableDatabase, copyDatabase, type Alteration } from '../harness/altered-rows.ts'
import { scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'
import {
  allChecked,
  allCheckedMs,
  claimsOf,
  get,
  type ListedClaim,
  post,
  until,
  verify,
  withoutBrowser,
  writer,
} from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const flips = 5

const cleanups: (() => Promise<unknown>)[] = []
const afterwards: (() => Promise<unknown>)[] = []
let ports: RunningServer['ports']
let original: ScratchDatabase
let memory: Memory | null = null
let honest: ReadonlyMap<string, ListedClaim> = new Map()

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})
afterAll(async () => {
  for (const cleanup of afterwards.toReversed()) await cleanup()
})

/** A copy of the honest installation: database and data folder. */
async function copy(): Promise<{ dataDir: string; databaseUrl: string; database: AlterableDatabase }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-altered-'))
  await cp(original.dataDir, dataDir, { recursive: true })
  const databaseUrl = await copyDatabase(
    original.databaseUrl as string,
    `copy_${randomBytes(6).toString('hex')}`,
  )
  const database = new AlterableDatabase(databaseUrl)
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }))
  cleanups.push(() => database.close())
  return { dataDir, databaseUrl, database }
}

/** On the ports of the original: another address would be another target, and published anew. */
async function start(at: { dataDir: string; databaseUrl: string }): Promise<RunningServer> {
  const server = await startServer({ environment: withoutBrowser, ...at, ports, awaits: '/healthz' })
  cleanups.push(() => server.kill9())
  return server
}

/** When the head was signed anew between two answers, the tile is met while the two heads are compared. */
const tilePlace = (level: unknown) => new RegExp(`/log/tile/${String(level)}/|/log/checkpoint`)

describe.skipIf(inject('postgresUrl') === null)('one character of a stored value', () => {
  beforeAll(async () => {
    original = await scratchDatabase('postgres')
    afterwards.push(original.drop)
    const server = await startServer({
      environment: withoutBrowser,
      dataDir: original.dataDir,
      databaseUrl: original.databaseUrl,
    })
    afterwards.push(() => server.kill9())
    ports = server.ports
    await post(server, '/api/v1/claims/provider/established/withdraw', { reason: 'something that changed' })
    await until('all checks have run', () => allChecked(server), allCheckedMs)
    await until('the verifier agrees', async () => {
      const report = await verify(server, null)
      memory = report.memory
      return report.agrees
    })
    honest = new Map((await claimsOf(server)).map((claim) => [claim.id, claim]))
    await server.stop()
  }, 300_000)

  test('of the log is found while the server runs, and its place is named', async () => {
    const { database, ...at } = await copy()
    const server = await start(at)
    await until('it is ready', async () => (await get(server, '/readyz'))?.status === 200)
    const found = async (altered: Alteration) => {
      const { problems } = await verify(server, memory, 0)
      return [altered, problems.map(({ where }) => where).join('\n')]
    }
    for (let n = 0; n < flips; n++) {
      const tile = await database.alter('log.tile', 'hashes')
      expect(await found(tile)).toEqual([tile, expect.stringMatching(tilePlace(tile.row['level']))])
      await database.restore(tile, ['level', 'index'])
      const bundle = await database.alter('log.bundle', 'entries')
      expect(await found(bundle)).toEqual([bundle, expect.stringMatching(tilePlace('(entries|0)'))])
      await database.restore(bundle, ['index'])
    }
    for (let n = 0; n < flips; n++) {
      // Signed anew after half a minute at the latest, and put back here.
      const head = await database.alter('log.head', 'checkpoint')
      expect(await found(head)).toEqual([head, expect.stringContaining('checkpoint')])
      await database.query('update log.head set checkpoint = $1 where checkpoint = $2', [
        head.before,
        head.after,
      ])
    }
    await until('the verifier agrees again', async () => (await verify(server, memory)).agrees)
    for (const column of ['body', 'salt']) {
      const ids = new Set<unknown>()
      // What is sealed is not shown to a stranger; the check audit-log/complete looks at it.
      for (let n = 0; n < flips; n++)
        ids.add((await database.alter('log.record', column, 'disclosed')).row['id'])
      const { problems } = await verify(server, memory, 0)
      const lines = new Set(
        problems.filter(({ code }) => code === 'record-invalid').map(({ where }) => where),
      )
      // An altered id is another row, and a record altered twice is still one line.
      expect([column, lines.size]).toEqual([column, expect.toSatisfy((found: number) => found >= ids.size)])
    }
  }, 90_000)

  test('of the tree is not signed on: the server says so, and goes on when the value is back', async () => {
    const { database, ...at } = await copy()
    const server = await start(at)
    await until('it is ready', async () => (await get(server, '/readyz'))?.status === 200)
    const before = (await verify(server, memory)).checkpoint?.size
    for (const [table, column] of [
      ['log.head', 'root'],
      ['log.tile', 'hashes'],
    ] as const) {
      const altered = await database.alter(table, column)
      await writer(server, 'provider/established').write(`after ${table} was altered`)
      await until('it is not ready', async () =>
        ((await get(server, '/readyz'))?.text ?? '').includes('altered or is damaged'),
      )
      await database.restore(altered, table === 'log.tile' ? ['level', 'index'] : [])
      await until('it is ready again', async () => (await get(server, '/readyz'))?.status === 200)
    }
    const report = await verify(server, memory)
    expect(report.problems).toEqual([])
    expect(report.checkpoint?.size).toBeGreaterThan(before as number)
  }, 60_000)

  const columns: Readonly<Record<string, readonly string[]>> = {
    'log.record': ['body', 'salt'],
    'log.leaf': ['index', 'record_id'],
    'log.tile': ['hashes'],
    'log.bundle': ['entries'],
    'log.head': ['root'],
    'claims.published': ['data', 'record_id', 'first_record_id'],
    'claims.latest': [
      'verdict',
      'valid_until',
      'last_record_id',
      'conclusive_record_id',
      'claim_version',
      'received_at',
    ],
    'claims.status': ['status', 'since'],
    'claims.change': ['to_status', 'since', 'record_id'],
    'claims.evidence': ['verdict', 'record_id', 'received_at'],
    'claims.withdrawn': ['claim', 'record_id'],
  }

  test.each(Object.entries(columns))(
    'of %s never makes a page that the verifier believes and that says more',
    async (table, names) => {
      const { database, ...at } = await copy()
      const altered: Alteration[] = []
      for (let n = 0; n < flips; n++)
        altered.push(await database.alter(table, names[n % names.length] as string))
      const server = await start(at).catch((error: unknown) => String(error))
      // A row that nobody can read any more is no page at all.
      if (typeof server === 'string')
        return expect(server).toMatch(/Nachweis: The database was altered or is damaged/)
      await until(
        'it serves',
        async () => (await get(server, '/readyz'))?.text.includes('is starting') === false,
      )
      const report = await verify(server, memory, 0)
      const told = { altered, problem: report.problems[0] }
      if (!report.agrees)
        return expect(told).toEqual({
          altered,
          problem: {
            code: expect.any(String),
            where: expect.stringMatching(/./),
            message: expect.any(String),
          },
        })
      if (table === 'log.head') return expect((await get(server, '/readyz'))?.text).toContain('another log')
      // To strangers, a leaf that leads to no record is a record withheld, and a sealed one is not seen at all; our own
      // reconciliation knows better.
      if (table === 'log.leaf' || table === 'log.record') {
        const answer = await post(server, '/api/v1/checks/audit-log/complete/run')
        return expect([told, answer?.text]).toEqual([told, expect.stringContaining('"verdict":"fails"')])
      }
      // Derived and computed anew: the page says what it said, and the verifier has computed every status from the log.
      expect(table).toMatch(/^claims\./)
      const sentences = (claims: Iterable<ListedClaim>) => [...claims].map(({ id, text }) => [id, text])
      expect(sentences(await claimsOf(server))).toEqual(sentences(honest.values()))
    },
    60_000,
  )
})
