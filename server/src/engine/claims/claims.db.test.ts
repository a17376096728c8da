import { trustDocument, type DisclosedRecord, type TrustClaim } from 'nachweis-verify'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { hour, minute } from '../../kernel/clock.ts'
import { text } from '../../kernel/language.ts'
import { disclosedBetween, log, openLog, parseStored, readHead, runCommand } from '../log/index.ts'
import { sequenceAll } from '../../../../test/harness/sequence-all.ts'
import {
  defineCheck,
  defineClaim,
  defineMeasure,
  defineObserver,
  type Finding,
  type Target,
} from './define.ts'
import { claims, defineModule } from './index.ts'
import { takeClaimsLock } from './lock.ts'
import { observe } from './observe.ts'
import { publish } from './publish.ts'
import { recordEvidence } from './record-evidence.ts'
import { registry, type Registry } from './registry.ts'
import { endRun, planSchedule, recordMissed, repairSchedule, takeDue } from './schedule.ts'
import { startScheduler } from './scheduler.ts'
import { settle } from './settle.ts'
import { readTrustDocument } from './view.ts'
import { reinstate, withdraw } from './withdraw.ts'

type Reading = { readonly days: number }
const world: { readings: Record<string, () => Promise<Reading>> } = { readings: {} }

const observer = defineObserver<Target, Reading>({
  id: 'shelf',
  everyMs: hour,
  budgetMs: 200,
  targets: (configuration) => configuration.pages.map((id) => ({ id })),
  observe: (_run, target) => world.readings[target.id]!(),
})

const judge = (reading: Reading, parameters: { readonly days: number }): Finding => ({
  verdict: reading.days >= parameters.days ? 'holds' : 'fails',
  code: 'kept',
  observed: text(`${reading.days} Tage`, `${reading.days} days`),
  population: { checked: reading.days, total: 30 },
})

const kept = defineClaim({
  id: 'kept',
  text: text('Aufbewahrt für {days Tage}.', 'Kept for {days days}.'),
  parameters: { days: 30 },
  basis: 'executed',
  check: defineCheck({
    version: 1,
    method: text('Wir zählen.', 'We count.'),
    validityMs: 2 * hour,
    observer,
    judge,
  }),
  needs: text('Ein Regal.', 'A shelf.'),
})
const resting = defineClaim({
  id: 'resting',
  text: text('Wie im Regal.', 'As on the shelf.'),
  parameters: {},
  basis: 'observed',
  restsOn: ['shelf/kept'],
  needs: text('Nichts.', 'Nothing.'),
})
const measure = defineMeasure({
  id: 'shelf',
  chapter: 'data',
  title: text('Regal', 'Shelf'),
  claims: [kept, resting],
})
const shelf = defineModule({ name: 'shelf', dependsOn: ['claims'], migrations: null, measures: [measure] })

/** More patient than any test. */
const running = defineClaim({
  ...kept,
  id: 'running',
  parameters: { days: 30 },
  check: defineCheck({
    version: 1,
    method: text('Wir sehen nach.', 'We look.'),
    validityMs: 2 * hour,
    observer: defineObserver<Target, Reading>({
      id: 'clockwork',
      everyMs: hour,
      budgetMs: hour,
      targets: (configuration) => configuration.timeServers.map((id) => ({ id })),
      observe: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        }),
    }),
    judge,
  }),
})
const clockwork = defineModule({
  name: 'clockwork',
  dependsOn: ['claims'],
  migrations: null,
  measures: [{ ...measure, id: 'clockwork', claims: [running] }],
})

const a = 'https://a.example/'
const b = 'https://b.example/'

describeEachDatabase('claims', (open) => {
  let platform: TestPlatform
  let catalogue: Registry

  beforeEach(async () => {
    platform = await testPlatform(await open([log, claims]), { pages: [a] })
    catalogue = registry([shelf])
    world.readings = { [a]: async () => ({ days: 30 }), [b]: async () => ({ days: 30 }) }
    await openLog(platform, 'log.example/claims')
    await publish(platform, catalogue)
  })

  const run = async (target: string) =>
    recordEvidence(platform, await observe(platform, catalogue, observer, { id: target }), {
      kind: 'system',
      name: 'test',
    })

  const settleNow = () =>
    platform.database.transaction(async (tx) => {
      await takeClaimsLock(tx)
      await settle(tx, null, platform.clock.now())
    })

  /** The document as the server computes it, checked against what a stranger computes from all records. */
  const claim = async (id = 'shelf/kept'): Promise<TrustClaim> => {
    await sequenceAll(platform)
    const head = (await readHead(platform.database.reader))!
    const document = await readTrustDocument(platform.database.reader, head, platform.clock.now())
    const all: DisclosedRecord[] = (await disclosedBetween(platform.database.reader, 0, head.size)).map(
      parseStored,
    )
    expect(document).toEqual(trustDocument(all, document.log, platform.clock.now()))
    return document.measures.flatMap((each) => each.claims).find((each) => each.id === id)!
  }

  it('is unknown before any evidence, and says what is needed only without a target', async () => {
    expect(await claim()).toMatchObject({
      status: 'unknown',
      needs: null,
      coverage: { checked: 0, total: 1 },
    })
    platform.configure({ pages: [] })
    await publish(platform, catalogue)
    expect(await claim()).toMatchObject({ status: 'unknown', needs: { de: 'Ein Regal.' }, version: 1 })
  })

  it('holds by evidence, goes stale when it runs out, and says since when', async () => {
    await run(a)
    const start = platform.clock.now()
    expect(await claim()).toMatchObject({ status: 'holding', coverage: { checked: 30, total: 30 } })
    platform.clock.advance(3 * hour)
    await settleNow()
    const stale = await claim()
    expect(stale).toMatchObject({ status: 'stale', validUntil: null, coverage: { checked: 0 } })
    expect(stale.since).toBe(new Date(start + 2 * hour).toISOString())
    expect(stale.history).toEqual([
      { day: '2026-01-01', holding: 2 * hour, failing: 0, stale: hour, unknown: 0 },
    ])
  })

  it('fails when the promise is not kept, and the failure does not expire', async () => {
    world.readings[a] = async () => ({ days: 29 })
    await run(a)
    platform.clock.advance(100 * hour)
    await settleNow()
    expect(await claim()).toMatchObject({ status: 'failing' })
    expect(await claim('shelf/resting')).toMatchObject({ status: 'failing' })
  })

  it('takes an exception and a spent budget as unknown, and lets older evidence count while it is valid', async () => {
    await run(a)
    world.readings[a] = async () => Promise.reject(new Error('cable cut'))
    platform.clock.advance(hour)
    await run(a)
    const holding = await claim()
    expect(holding.status).toBe('holding')
    expect(holding.evidence.map((each) => [each.verdict, each.counts])).toEqual([
      ['holds', true],
      ['unknown', false],
    ])
    expect(holding.evidence[1]!.observed.en).toContain('cable cut')
    world.readings[a] = () => new Promise(() => {})
    await run(a)
    expect((await claim()).evidence[1]).toMatchObject({ code: 'time-limit', verdict: 'unknown' })
  })

  it('is as good as its worst target', async () => {
    platform.configure({ pages: [a, b] })
    await publish(platform, catalogue)
    await run(a)
    expect(await claim()).toMatchObject({ status: 'unknown', coverage: { checked: 30, total: 31 } })
    world.readings[b] = async () => ({ days: 1 })
    await run(b)
    expect(await claim()).toMatchObject({ status: 'failing' })
  })

  it('shares a parameter between sentence and judge, and lets no older evidence count for a new promise', async () => {
    world.readings[a] = async () => ({ days: 40 })
    await run(a)
    platform.configure({ pages: [a], parameters: { 'shelf/kept': { days: 50 } } })
    await publish(platform, catalogue)
    expect(await claim()).toMatchObject({
      version: 2,
      status: 'unknown',
      text: { de: 'Aufbewahrt für 50 Tage.' },
    })
    await run(a)
    expect(await claim()).toMatchObject({ status: 'failing' })
  })

  it('shows a withdrawal and its reason, and counts it as unknown until it is promised again', async () => {
    await run(a)
    const command = { permission: 'claims:withdraw', actor: { kind: 'operator', tokenId: 'key-1' } } as const
    const now = platform.clock.now()
    await runCommand(platform, command, (tx) => withdraw(tx, 'shelf/kept', 'Umbau', now))
    expect(await claim()).toMatchObject({ status: 'unknown', withdrawn: { reason: 'Umbau' } })
    await expect(
      runCommand(platform, command, (tx) => withdraw(tx, 'shelf/kept', 'nochmals', now)),
    ).rejects.toThrow(/already/)
    await runCommand(platform, command, (tx) => reinstate(tx, 'shelf/kept', now))
    expect(await claim()).toMatchObject({ status: 'holding', withdrawn: null })
  })

  it('publishes nothing anew when nothing changed, and forgets what is retired', async () => {
    await sequenceAll(platform)
    const size = (await readHead(platform.database.reader))!.size
    await publish(platform, catalogue)
    await sequenceAll(platform)
    expect((await readHead(platform.database.reader))!.size).toBe(size)
    await run(a)
    await publish(platform, registry([]))
    expect(await claim()).toBeUndefined()
    await publish(platform, catalogue)
    expect(await claim()).toMatchObject({ status: 'unknown', changes: [] })
  })

  it('refuses a role that may not withdraw', async () => {
    const command = { permission: 'claims:withdraw', actor: { kind: 'anonymous' } } as const
    await expect(
      runCommand(platform, command, (tx) => withdraw(tx, 'shelf/kept', 'x', 0)),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('hands out a due run once, and again when its server died', async () => {
    await planSchedule(platform, catalogue, new Set())
    const [due] = await takeDue(platform, catalogue, 5)
    expect(due!.target.id).toBe(a)
    expect(await takeDue(platform, catalogue, 5)).toEqual([])
    platform.clock.advance(minute)
    expect(await takeDue(platform, catalogue, 5)).toHaveLength(1)
    await endRun(platform, due!, hour)
    platform.clock.advance(59 * minute)
    expect(await takeDue(platform, catalogue, 5)).toEqual([])
    platform.clock.advance(minute)
    expect(await takeDue(platform, catalogue, 5)).toHaveLength(1)
  })

  it('lets slow targets of one observer not stand in the way of others', async () => {
    platform.configure({ pages: [a], timeServers: ['1.example', '2.example', '3.example', '4.example'] })
    catalogue = registry([clockwork, shelf])
    const scheduler = await startScheduler(platform, catalogue, await publish(platform, catalogue))
    try {
      const status = async () => (await claim('shelf/kept')).status
      await expect.poll(status, { timeout: 10_000 }).toBe('holding')
    } finally {
      await scheduler.stop()
    }
  })

  it('runs soon what answers for a claim that says something new', async () => {
    await planSchedule(platform, catalogue, new Set())
    const [due] = await takeDue(platform, catalogue, 5)
    await endRun(platform, due!, hour)
    await planSchedule(platform, catalogue, await publish(platform, catalogue))
    expect(await takeDue(platform, catalogue, 5)).toEqual([])
    platform.configure({ pages: [a], parameters: { 'shelf/kept': { days: 7 } } })
    await planSchedule(platform, catalogue, await publish(platform, catalogue))
    expect(await takeDue(platform, catalogue, 5)).toHaveLength(1)
  })

  it('records missed runs as one record and shows them', async () => {
    await planSchedule(platform, catalogue, new Set())
    const [due] = await takeDue(platform, catalogue, 5)
    await endRun(platform, due!, hour)
    platform.clock.advance(10 * hour + minute)
    await recordMissed(platform, catalogue)
    await recordMissed(platform, catalogue)
    expect((await claim()).missedRuns).toBe(9)
    expect(await takeDue(platform, catalogue, 5)).toHaveLength(1)
  })

  it('does not wait for years after the clock was set back, nor believe evidence from the future', async () => {
    await planSchedule(platform, catalogue, new Set())
    const [due] = await takeDue(platform, catalogue, 5)
    await run(a)
    await endRun(platform, due!, hour)
    platform.clock.set(platform.clock.now() - 1000 * hour)
    await settleNow()
    expect((await claim()).status).toBe('unknown')
    expect(await takeDue(platform, catalogue, 5)).toEqual([])
    await repairSchedule(platform, catalogue)
    expect(await takeDue(platform, catalogue, 5)).toHaveLength(1)
  })

  it('keeps what was observed under the digest that the evidence names', async () => {
    const [id] = await run(a)
    const { rows } = await sql<{ body: string }>`select body from claims.evidence join claims.observation
      on digest = observation_digest where record_id = ${id}`.execute(platform.database.reader)
    expect(rows).toEqual([{ body: '{"days":30}' }])
  })
})
