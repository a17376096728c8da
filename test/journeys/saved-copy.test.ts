import { execFile } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { verifyInstallation, type Memory } from 'nachweis-verify'
import { folderSource } from 'nachweis-verify/node'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { flipped, readOffsets } from '../harness/altering-proxy.ts'
import { copyDatabase } from '../harness/altered-rows.ts'
import { scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'
import {
  allChecked,
  allCheckedMs,
  get,
  publishedRecords,
  until,
  verify,
  withoutBrowser,
  writer,
} from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const program = join(import.meta.dirname, '../../packages/proof/dist/node/main.js')
const entryBytes = 35
const hourMs = 3_600_000

const cleanups: (() => Promise<unknown>)[] = []
const afterwards: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})
afterAll(async () => {
  for (const cleanup of afterwards.toReversed()) await cleanup()
})

async function scratchFolder(list = cleanups): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-saved-'))
  list.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the verifier's program; `alone`: in a network namespace of its own, without any network, not even loopback. */
function cli(words: readonly string[], alone = false): Promise<{ code: number | string; said: string }> {
  const [file, ...rest] = [
    ...(alone ? ['unshare', '--net'] : []),
    process.execPath,
    program,
    ...words,
    '--lang',
    'en',
  ]
  return new Promise((resolve) => {
    execFile(file, rest, (error, out, err) => resolve({ code: error?.code ?? 0, said: out + err }))
  })
}

const verifyFolder = (folder: string, memory: Memory | null = null) =>
  verifyInstallation(folderSource(folder), memory, { now: 'signed' })

/** Serves a folder as a web server does. */
async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path)).then(
      (body) => response.end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  cleanups.push(async () => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** How many widths of the last hash tile were saved: more than one when the log grew meanwhile. */
async function partialTiles(folder: string): Promise<number> {
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.p'))
  return (await Promise.all(parts.map((part) => readdir(join(folder, part))))).flat().length
}

describe.skipIf(inject('postgresUrl') === null)('an installation that was saved', () => {
  let original: ScratchDatabase
  let server: RunningServer
  let saved: string
  let older: string
  let olderData: string
  let memory: Memory

  beforeAll(async () => {
    original = await scratchDatabase('postgres')
    afterwards.push(original.drop)
    olderData = await scratchFolder(afterwards)
    const first = await startServer({
      environment: withoutBrowser,
      dataDir: original.dataDir,
      databaseUrl: original.databaseUrl,
    })
    afterwards.push(() => first.kill9())
    await until('all checks have run', () => allChecked(first), allCheckedMs)
    await first.stop()
    older = await copyDatabase(original.databaseUrl as string, `older_${randomBytes(6).toString('hex')}`)
    await cp(original.dataDir, olderData, { recursive: true })
    server = await startServer({
      environment: withoutBrowser,
      dataDir: original.dataDir,
      databaseUrl: original.databaseUrl,
      ports: first.ports,
    })
    afterwards.push(() => server.kill9())
    await writer(server, 'provider/established').write('after the older copy')
    await until('the change is a leaf', async () =>
      (await publishedRecords(server)).some(
        ({ data }) => (data as { reason?: string }).reason === 'after the older copy',
      ),
    )
    await until('the verifier agrees', async () => {
      const report = await verify(server, null)
      if (report.memory) memory = report.memory
      return report.agrees
    })
    await until('a copy is saved while the log stands still', async () => {
      saved = await scratchFolder(afterwards)
      const { code } = await cli([
        server.baseUrl,
        '--save',
        saved,
        '--memory',
        await scratchFolder(afterwards),
      ])
      return code === 0 && (await partialTiles(join(saved, 'log/tile/0'))) === 1
    })
  }, 300_000)

  test('is verified without any network', async () => {
    const alone = userInfo().uid === 0
    const { code, said } = await cli([saved, '--memory', await scratchFolder()], alone)
    expect([code, said]).toEqual([0, expect.stringContaining('We')])
    expect((await verifyFolder(saved, memory)).problems).toEqual([])
  })

  test('is refused when one byte of any saved file is another', async () => {
    const files = (await readdir(saved, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThan(10)
    const believed: unknown[] = []
    for (const file of files) {
      const body = await readFile(file)
      const offsets = file.endsWith('.html') ? readOffsets(body) : null
      const offset = offsets ? (offsets[randomInt(offsets.length)] as number) : randomInt(body.length)
      const mask = 1 << randomInt(8)
      await writeFile(file, flipped(body, { offset, mask }))
      const report = await verifyFolder(saved)
      if (report.agrees || !report.problems[0]?.where) believed.push({ file, offset, mask })
      await writeFile(file, body)
    }
    expect(believed).toEqual([])
    expect((await verifyFolder(saved)).problems).toEqual([])
  })

  test('is refused when its tail is cut off', async () => {
    const copies = { bundle: await scratchFolder(), records: await scratchFolder() }
    for (const folder of Object.values(copies)) await cp(saved, folder, { recursive: true })
    const bundles = join(copies.bundle, 'log/tile/entries')
    const last = (await readdir(bundles)).find((name) => name.endsWith('.p'))
    const entries = join(bundles, last as string)
    const [widest] = (await readdir(entries)).toSorted((a, b) => Number(b) - Number(a))
    const bundle = await readFile(join(entries, widest as string))
    await writeFile(join(entries, widest as string), bundle.subarray(0, -entryBytes))
    expect((await verifyFolder(copies.bundle)).problems[0]).toMatchObject({
      code: 'bundle-invalid',
      where: expect.stringContaining('entries'),
    })
    const records = await readFile(join(copies.records, 'log/records/0'), 'utf8')
    const lines = records.trimEnd().split('\n')
    const cut = lines.findLastIndex((line) => line.includes('"claims.evidence-recorded"'))
    await writeFile(join(copies.records, 'log/records/0'), lines.toSpliced(cut, 1).join('\n') + '\n')
    expect((await verifyFolder(copies.records)).agrees).toBe(false)
  })

  test('is stale when it is served as today, and older than what was seen', async () => {
    const address = await serve(saved)
    const later = new Date(Date.now() + hourMs).toISOString()
    const stale = await cli([address, '--at', later, '--memory', await scratchFolder()])
    expect([stale.code, stale.said]).toEqual([1, expect.stringContaining('10 minutes')])
    const { write } = writer(server, 'provider/established')
    await write('after the saved copy')
    let newer: Memory | null = null
    await until('the log has grown', async () => {
      newer = (await verify(server, memory)).memory
      return newer !== null && newer.size > memory.size
    })
    const replayed = await verify({ baseUrl: address }, newer, 0)
    expect(replayed.problems.map(({ code }) => code)).toContain('rollback')
  })

  test('put back as an older database: not signed on, and refused by whoever saw more', async () => {
    const dataDir = await scratchFolder()
    await cp(original.dataDir, dataDir, { recursive: true })
    const databaseUrl = await copyDatabase(older, `back_${randomBytes(6).toString('hex')}`)
    const back = await startServer({ environment: withoutBrowser, dataDir, databaseUrl, awaits: '/healthz' })
    cleanups.push(() => back.kill9())
    await until('it says what is wrong', async () =>
      ((await get(back, '/readyz'))?.text ?? '').includes('older or another log'),
    )
    expect((await verify(back, memory, 0)).problems.map(({ code }) => code)).toContain('rollback')
    expect((await get(back, '/log/checkpoint'))?.text.split('\n')[1]).not.toBe(String(memory.size))
  })

  test('continued twice: whoever saw one branch refuses the other', async () => {
    const dataDir = await scratchFolder()
    await cp(olderData, dataDir, { recursive: true })
    const databaseUrl = await copyDatabase(older, `fork_${randomBytes(6).toString('hex')}`)
    const fork = await startServer({ environment: withoutBrowser, dataDir, databaseUrl })
    cleanups.push(() => fork.kill9())
    const { write } = writer(fork, 'provider/established')
    await until('the fork is longer', async () => {
      await write('another history')
      return Number((await get(fork, '/log/checkpoint'))?.text.split('\n')[1]) > memory.size
    })
    await until('the fork agrees with itself', async () => {
      const { agrees, checkpoint } = await verify(fork, null)
      return agrees && (checkpoint?.size ?? 0) > memory.size
    })
    const report = await verify(fork, memory, 0)
    expect([report.agrees, report.problems.map(({ code }) => code), report.memory]).toEqual([
      false,
      ['split-view'],
      null,
    ])
  })
})
