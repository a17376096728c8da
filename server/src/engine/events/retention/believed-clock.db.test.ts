import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { openStored, type Stored } from '../../../../../test/harness/stored-events.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { events } from '../index.ts'
import type { AskTime } from './ask-time-servers.ts'
import { expireEvents } from './expire.ts'

const never = new AbortController().signal
const silent = (host: string) => ({
  host,
  address: null,
  asked: 1,
  answered: 0,
  wrongOriginate: 0,
  malformed: 0,
  kiss: null,
  problem: 'no-answer-in-time',
  best: null,
})

/** Time servers at these addresses, all of which say the same, by their offset to this clock. */
const servers =
  (addresses: readonly string[], offsetMs: number): AskTime =>
  async (host) => ({
    ...silent(host),
    address: addresses[Number(host.slice(3))] ?? null,
    best: {
      offsetMs,
      delayMs: 20,
      rootDelayMs: 5,
      rootDispersionMs: 5,
      leap: 0,
      stratum: 2,
      version: 4,
      referenceId: 'PTB',
    },
  })

describeEachDatabase('the clock by which events expire', (open) => {
  let platform: TestPlatform
  let stored: Stored

  beforeEach(async () => {
    platform = await testPlatform(await open([...townModules, events]))
    stored = await openStored(platform, randomUUID())
  })

  it('never believes a clock that leaps because it stands there, and one that is set back at once', async () => {
    await stored.store('traffic/fault', 3)
    await expireEvents(platform, never)
    const right = platform.clock.now()
    platform.clock.set(right + 400 * day)
    expect(await expireEvents(platform, never)).toEqual({ postponed: true, deleted: 0, dropped: 0 })
    platform.clock.set(right + hour)
    expect(await expireEvents(platform, never)).toEqual({ postponed: false, deleted: 0, dropped: 0 })
    expect(await stored.rows()).toEqual({ 1: 3 })
    platform.clock.set(right + 400 * day)
    const postponed = { postponed: true, deleted: 0, dropped: 0 }
    expect(await expireEvents(platform, never)).toEqual(postponed)
    for (let hours = 0; hours < 72; hours++) {
      platform.clock.advance(hour)
      expect(await expireEvents(platform, never)).toEqual(postponed)
    }
    expect(await stored.rows()).toEqual({ 1: 3 })
  })

  it('a clock that has leapt is believed once two time servers elsewhere, and most of all, agree with it', async () => {
    await stored.store('traffic/fault', 3)
    await expireEvents(platform, never)
    platform.configure({ timeServers: ['ntp0', 'ntp1', 'ntp2'] })
    platform.clock.advance(400 * day)
    const run = (ask: AskTime) => expireEvents(platform, never, ask)
    const postponed = { postponed: true, deleted: 0, dropped: 0 }
    expect(await run(async (host) => silent(host))).toEqual(postponed)
    expect(await run(servers(['192.0.2.1', '192.0.2.2'], -400 * day))).toEqual(postponed)
    expect(await run(servers(['192.0.2.1', '192.0.2.1', '127.0.0.1'], 3))).toEqual(postponed)
    const setMeanwhile: AskTime = async (...asked) => {
      platform.clock.set(platform.clock.now() + hour)
      return servers(['192.0.2.1', '192.0.2.2'], 3)(...asked)
    }
    expect(await run(setMeanwhile)).toEqual(postponed)
    expect(await stored.records('events.clock-confirmed')).toEqual([])
    expect(await run(servers(['192.0.2.1', '2001:db8::1'], 3))).toMatchObject({
      postponed: false,
      deleted: 3,
    })
    expect(await stored.records('events.clock-confirmed')).toMatchObject([
      { disclosed: true, data: { by: 'time-servers', believedBefore: '2026-01-01T00:00:00.000Z' } },
    ])
  })
})
