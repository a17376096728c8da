import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { hour, minute } from '../../kernel/clock.ts'
import { publish } from './publish.ts'
import { registry } from './registry.ts'
import { endRun, planSchedule, recordMissed, repairSchedule, takeDue } from './schedule.ts'
import { startScheduler } from './scheduler.ts'
import { a, clockwork, openShelf, shelf } from '../../../../test/harness/shelf.ts'

describeEachDatabase('the schedule of checks', (open) => {
  let { platform, catalogue, run, settleNow, claim } = {} as Awaited<ReturnType<typeof openShelf>>

  beforeEach(async () => {
    ;({ platform, catalogue, run, settleNow, claim } = await openShelf(open))
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
})
