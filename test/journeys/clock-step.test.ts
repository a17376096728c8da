import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyInstallation, type Memory, type Report } from 'nachweis-verify'
import { httpSource } from 'nachweis-verify/node'
import { afterEach, expect, test } from 'vitest'
import { get, publishedRecords, until, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const library = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path))
const hourMs = 3_600_000
const stepSeenMs = 10_000
const claim = 'audit-log/tamper-byte'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

interface Document {
  readonly generatedAt: string
  readonly measures: readonly {
    claims: readonly {
      id: string
      status: string
      restsOn: readonly string[]
      evidence: readonly { counts: boolean; verdict: string; receivedAt: string; validUntil: string }[]
    }[]
  }[]
}

async function document(server: RunningServer): Promise<Document> {
  return JSON.parse((await get(server, '/trust.json'))?.text ?? '') as Document
}

const statusOf = ({ measures }: Document, id: string) =>
  measures.flatMap(({ claims }) => claims).find((found) => found.id === id)?.status

/** Claims that hold although nothing that counts at the document's own moment says so. */
function falselyHolding({ generatedAt, measures }: Document): string[] {
  const now = Date.parse(generatedAt)
  const claims = measures.flatMap((measure) => measure.claims)
  const valid = (evidence: (typeof claims)[number]['evidence']) =>
    evidence.some(
      ({ counts, verdict, receivedAt, validUntil }) =>
        counts && verdict === 'holds' && Date.parse(receivedAt) <= now && now < Date.parse(validUntil),
    )
  return claims
    .filter(
      ({ status, evidence, restsOn }) => status === 'holding' && restsOn.length === 0 && !valid(evidence),
    )
    .map(({ id }) => id)
}

async function verifyAt(server: RunningServer, memory: Memory | null, offsetMs: number): Promise<Report> {
  const source = httpSource(new URL(server.baseUrl))
  try {
    return await verifyInstallation(source, memory, {
      now: () => Date.now() + offsetMs,
      beforeRetry: () => new Promise((resolve) => setTimeout(resolve, 1_500)),
    })
  } finally {
    source.close()
  }
}

test.skipIf(library === undefined)(
  'the clock set back and forth by an hour makes no claim hold falsely, and the schedule goes on (needs faketime)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nachweis-clock-'))
    cleanups.push(() => rm(folder, { recursive: true, force: true }))
    const clock = join(folder, 'clock')
    const set = async (offset: string) => {
      await writeFile(`${clock}.new`, `${offset}\n`)
      await rename(`${clock}.new`, clock)
    }
    await set('+0')
    const server = await startServer({
      environment: {
        ...withoutBrowser,
        LD_PRELOAD: library as string,
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_CACHE_DURATION: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      },
    })
    cleanups.push(() => rm(server.dataDir, { recursive: true, force: true }))
    cleanups.push(() => server.kill9())
    await until('the claim holds', async () => statusOf(await document(server), claim) === 'holding')
    let memory: Memory | null = null

    for (const [offset, offsetMs] of [
      ['-1h', -hourMs],
      ['+1h', hourMs],
    ] as const) {
      memory ??= (await verifyAt(server, memory, 0)).memory
      await set(offset)
      await until(
        `the server's clock is at ${offset}`,
        async () =>
          Math.abs(Date.parse((await document(server)).generatedAt) - Date.now() - offsetMs) < 60_000,
        stepSeenMs,
      )
      const stepped = Date.now() + offsetMs
      const wrong: string[] = []
      await until(`a check has run after ${offset}`, async () => {
        const seen = await document(server)
        wrong.push(...falselyHolding(seen))
        const records = await publishedRecords(server)
        const evidence = records.filter(
          ({ type, data }) =>
            type === 'claims.evidence-recorded' && (data as { claim: string }).claim === claim,
        )
        return (
          evidence.some(({ at }) => Math.abs(Date.parse(at) - stepped) < hourMs / 2) &&
          statusOf(seen, claim) === 'holding'
        )
      })
      expect([offset, wrong]).toEqual([offset, []])
      expect((await get(server, '/readyz'))?.status).toBe(200)
      // Seen from an hour ago, most of the log is still to come: a stranger is told so, and nothing else.
      const expected = offsetMs < 0 ? ['record-from-future'] : []
      const problems = async () => [
        ...new Set((await verifyAt(server, memory, offsetMs)).problems.map(({ code }) => code)),
      ]
      await expect.poll(problems, { timeout: 20_000, interval: 1_000 }).toEqual(expected)
    }
    expect(server.output()).toContain('the system clock was set')
    expect(await server.stop()).toBe(0)
  },
  180_000,
)
