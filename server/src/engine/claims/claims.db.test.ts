import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { sequenceAll } from '../../../../test/harness/sequence-all.ts'
import { hour } from '../../kernel/clock.ts'
import { readHead, runCommand } from '../log/index.ts'
import { publish } from './publish.ts'
import { registry } from './registry.ts'
import { a, b, openShelf, world } from '../../../../test/harness/shelf.ts'
import { reinstate, withdraw } from './withdraw.ts'

describeEachDatabase('claims', (open) => {
  let { platform, catalogue, run, settleNow, claim } = {} as Awaited<ReturnType<typeof openShelf>>

  beforeEach(async () => {
    ;({ platform, catalogue, run, settleNow, claim } = await openShelf(open))
  })

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

  it('keeps what was observed under the digest that the evidence names', async () => {
    const [id] = await run(a)
    const { rows } = await sql<{ body: string }>`select body from claims.evidence join claims.observation
      on digest = observation_digest where record_id = ${id}`.execute(platform.database.reader)
    expect(rows).toEqual([{ body: '{"days":30}' }])
  })
})
