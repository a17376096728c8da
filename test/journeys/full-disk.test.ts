import { execFileSync } from 'node:child_process'
import { appendFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, expect, test } from 'vitest'
import { sourceToken } from '../harness/event-source.ts'
import { get, post, publishedRecords, verify, withoutBrowser, writer } from '../harness/operate.ts'
import { startServer } from '../harness/server.ts'
import { setUpOwner } from '../harness/signed-in.ts'

const diskMegabytes = 110
const walSegmentBytes = 16 * 1024 * 1024
const writesMax = 400
const eventsOfRequest = 500

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** A data folder on a small disk of its own. Needs root, for mount. */
async function smallDisk() {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=700`, 'tmpfs', folder])
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  cleanups.push(() => execFileSync('umount', ['-l', folder]))
  const filler = join(folder, 'filler')
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    folder,
    /** Fills the disk until so many bytes are left. */
    fill(leaveBytes: number) {
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, freeBytes() - leaveBytes - 65_536)))
        while (freeBytes() > leaveBytes)
          appendFileSync(filler, Buffer.alloc(Math.min(4096, freeBytes() - leaveBytes)))
      } catch (error) {
        // The server was quicker, and the disk is full all the same.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(filler, { force: true }),
  }
}

/** Moves the write-ahead log of an embedded database close to the end of its segment: the next one needs 16 MB at once. */
async function ageWriteAheadLog(dataDir: string): Promise<void> {
  const pglite = await PGlite.create(join(dataDir, 'database'))
  const usedBytes = async () => {
    const { rows } = await pglite.query<{ used: number }>(
      'select (pg_walfile_name_offset(pg_current_wal_insert_lsn())).file_offset as used',
    )
    return rows[0]?.used ?? 0
  }
  await pglite.exec('create table aged (filler text)')
  while ((await usedBytes()) < walSegmentBytes - 1_000_000) {
    await pglite.exec('insert into aged select repeat(md5(random()::text), 30) from generate_series(1, 20)')
  }
  await pglite.exec('drop table aged')
  await pglite.close()
}

/** Takes away the segment that was prepared at the start, as if the server had run until it needed another one. */
function usePreparedSegmentUp(dataDir: string): void {
  const folder = join(dataDir, 'database', 'pg_wal')
  const [, ...prepared] = readdirSync(folder)
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .toSorted()
  expect(prepared.length).toBe(1)
  for (const name of prepared) rmSync(join(folder, name))
}

async function writeUntilRefused(
  write: (reason: string) => Promise<{ status: number; text: string } | null>,
  name: string,
) {
  for (let n = 0; n < writesMax; n++) {
    const answer = await write(`${name} ${n} ${'x'.repeat(400)}`)
    if (answer?.status !== 200) return answer
  }
  throw new Error(`${writesMax} writes, and the disk is not full`)
}

test.skipIf(userInfo().uid !== 0)(
  'a full disk is said clearly, loses nothing acknowledged, and is over when there is room (needs root: mount)',
  async () => {
    const disk = await smallDisk()
    const first = await startServer({ environment: withoutBrowser, dataDir: disk.folder })
    cleanups.push(() => first.kill9())
    const memory = (await verify(first, null)).memory
    await first.stop()
    await ageWriteAheadLog(disk.folder)

    const server = await startServer({
      environment: withoutBrowser,
      dataDir: disk.folder,
      ports: first.ports,
    })
    cleanups.push(() => server.kill9())
    const { write, acknowledged } = writer(server, 'provider/established')
    expect((await write('with room'))?.status).toBe(200)

    usePreparedSegmentUp(disk.folder)
    // First room for tables, but not for the next segment of the write-ahead log: that is a panic. Then no room at all.
    for (const leaveBytes of [2_500_000, 0]) {
      disk.fill(leaveBytes)
      const refused = await writeUntilRefused(write, `leaving ${leaveBytes}`)
      expect([leaveBytes, refused?.status, refused?.text]).toEqual([
        leaveBytes,
        503,
        expect.stringContaining('disk of the database is full'),
      ])
      await expect
        .poll(async () => (await get(server, '/readyz'))?.text, { timeout: 10_000 })
        .toMatch(/disk of the database is full|no space left/i)
      expect((await get(server, '/healthz'))?.status).toBe(200)
      expect((await get(server, '/de/'))?.status).not.toBe(500)
      disk.free()
      await expect.poll(async () => (await get(server, '/readyz'))?.status, { timeout: 40_000 }).toBe(200)
      await post(server, '/api/v1/claims/provider/established/reinstate')
      expect((await write(`room again after ${leaveBytes}`))?.status).toBe(200)
    }
    expect(server.output()).toContain('The embedded database has stopped')

    const report = await verify(server, memory)
    expect(report.problems).toEqual([])
    const logged = new Set(
      (await publishedRecords(server)).map((record) => (record.data as { reason?: string }).reason),
    )
    expect(acknowledged.filter((reason) => !logged.has(reason))).toEqual([])
    expect(await server.stop()).toBe(0)
  },
  120_000,
)

test.skipIf(userInfo().uid !== 0)(
  'a start on a full disk ends with a clear sentence, the next one with room goes on (needs root: mount)',
  async () => {
    const disk = await smallDisk()
    const first = await startServer({ environment: withoutBrowser, dataDir: disk.folder })
    const { write, acknowledged } = writer(first, 'provider/established')
    expect((await write('before the power cut'))?.status).toBe(200)
    disk.fill(0)
    await first.kill9()
    await expect(startServer({ environment: withoutBrowser, dataDir: disk.folder })).rejects.toThrow(
      /Nachweis: .*(disk|No space left|ENOSPC)/,
    )
    disk.free()
    const second = await startServer({
      environment: withoutBrowser,
      dataDir: disk.folder,
      ports: first.ports,
    })
    cleanups.push(() => second.kill9())
    const logged = (await publishedRecords(second)).map(
      (record) => (record.data as { reason?: string }).reason,
    )
    expect(logged).toEqual(expect.arrayContaining(acknowledged))
    expect((await verify(second, null)).problems).toEqual([])
  },
  60_000,
)

test.skipIf(userInfo().uid !== 0)(
  'events that do not fit any more are refused, and stored once when there is room (needs root: mount)',
  async () => {
    const disk = await smallDisk()
    const server = await startServer({ environment: withoutBrowser, dataDir: disk.folder })
    cleanups.push(() => server.kill9())
    const token = await sourceToken(await setUpOwner(server))
    const send = async (request: number) => {
      const events = Array.from({ length: eventsOfRequest }, (_, n) => ({
        id: `${request}-${n}`,
        actor: 'anna',
        text: 'x'.repeat(400),
      }))
      const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
      })
      return { status: answer.status, wait: answer.headers.get('retry-after'), text: await answer.text() }
    }
    let requests = 0
    expect(await send(requests++)).toMatchObject({ status: 200 })
    disk.fill(0)
    let answer = await send(requests++)
    while (answer.status === 200 && requests < writesMax) answer = await send(requests++)
    expect(answer).toMatchObject({
      status: 503,
      text: expect.stringContaining('disk of the database is full'),
    })
    expect(Number(answer.wait)).toBeGreaterThan(0)

    disk.free()
    await expect.poll(async () => (await get(server, '/readyz'))?.status, { timeout: 40_000 }).toBe(200)
    for (let request = 0; request < requests; request++) {
      const { stored, repeated } = JSON.parse((await send(request)).text)
      // Only the last was not acknowledged; it may stand there all the same, once.
      expect(request < requests - 1 ? repeated : stored + repeated).toBe(eventsOfRequest)
    }
    const check = await post(server, '/api/v1/checks/audit-log/events-complete/run')
    expect(check?.text).toContain('"verdict":"holds"')
    expect(await server.stop()).toBe(0)
  },
  120_000,
)
