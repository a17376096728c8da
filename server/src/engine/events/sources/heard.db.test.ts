import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { day, hour, isoTime, minute, second } from '../../../kernel/clock.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { eventsReader } from '../tables.ts'
import { forgetHeard, openObserver } from './observer.ts'
import { openSourceTown, type SourceTown } from '../../../../../test/harness/source-town.ts'
import { requireSource } from './find.ts'

describeEachDatabase('what is heard of sources', (open) => {
  let platform: TestPlatform
  let town: SourceTown
  let owner: Actor

  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'heard.example/log')
    // The middle of an hour: what is heard within minutes belongs to one.
    platform.clock.set(Date.UTC(2026, 6, 1, 12, 30))
    town = await openSourceTown(platform)
    owner = (await town.settle(town.homes.provider, 'owner')).actor
  })
  const signIn = async () => {
    const { actor } = await town.settle(town.homes.provider, 'owner')
    owner = actor
  }

  const show = async (path: string) => (await town.call(owner, 'GET', path)).body
  const ago = (ms: number) => isoTime(platform.clock.now() - ms)

  it('is how much came, how late, in which order, and what was refused', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    await town.send(token, [
      { id: '1', time: ago(2 * second), actor: 'a' },
      { id: '2', time: ago(3 * second), actor: 'a' },
      { id: '1', time: ago(2 * second), actor: 'a' },
      { time: ago(3 * hour), actor: 'a' },
      { time: ago(-hour), actor: 'a' },
      { note: 'weder Zeit noch Akteur' },
      { actor: 'a', customer: 'Gamma' },
    ])
    await town.send(token, [{ time: ago(second), actor: 'a' }])
    expect(await show(path)).toMatchObject({
      received: 6,
      lastReceivedAt: ago(0),
      hours: [
        {
          hour: '2026-07-01T12:00:00.000Z',
          received: 6,
          repeated: 1,
          refused: 1,
          late: 1,
          future: 1,
          timeless: 1,
          unmapped: 1,
          outOfOrder: 2,
        },
      ],
      state: 'receiving',
    })
    expect((await show(path)).lastHours.at(-1)).toBe(6)
    platform.clock.advance(hour)
    expect((await show(path)).lastHours.slice(-2)).toEqual([6, 0])
  })

  it('shows a source that fell silent, and that it speaks again', async () => {
    const { path, token } = await town.make(owner, 'Portal', { heartbeatS: 60 })
    expect((await show(path)).state).toBe('never-heard')
    await town.send(token, [{ actor: 'a' }])
    platform.clock.advance(66 * second)
    expect((await show(path)).state).toBe('silent')
    await town.send(token, [{ actor: 'a' }])
    expect((await show(path)).state).toBe('receiving')
  })

  it('shows a clock without time zone, and forgets it when it was set right', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    const wrong = () => ({ time: ago(-2 * hour), actor: 'a' })
    await town.send(token, Array.from({ length: 5 }, wrong))
    const shown = await show(path)
    expect(shown).toMatchObject({ state: 'clock-wrong', clock: { events: 5, zoneS: -7_200 } })
    expect(shown.clock.offsetMs / hour).toBeCloseTo(-2, 1)
    platform.clock.advance(3 * hour)
    await signIn()
    await town.send(
      token,
      Array.from({ length: 5 }, () => ({ time: ago(0), actor: 'a' })),
    )
    expect(await show(path)).toMatchObject({ state: 'receiving', clock: { offsetMs: 0 } })
  })

  it('finds gaps in the numbers of each host, until what was missing comes', async () => {
    const sequence = { path: 'nr', key: 'host' }
    const { path, token } = await town.make(owner, 'Portal', { sequence })
    const numbered = (host: string, ...numbers: number[]) => numbers.map((nr) => ({ actor: 'a', host, nr }))
    await town.send(token, [...numbered('eins', 1, 2, 3, 6), ...numbered('zwei', 90, 91)])
    expect((await show(path)).gaps.missing).toBe(0)
    platform.clock.advance(2 * minute)
    await town.send(token, numbered('zwei', 92))
    const shown = await show(path)
    expect(shown).toMatchObject({ state: 'gaps', gaps: { missing: 2 } })
    expect(shown.gaps.ranges).toMatchObject([{ key: 'eins', from: 4, to: 5 }])
    await town.send(token, numbered('eins', 5, 4))
    expect(await show(path)).toMatchObject({ state: 'receiving', gaps: { missing: 0, ranges: [] } })
  })

  it('is added up over several servers, whoever writes first', async () => {
    const { id, path } = await town.make(owner, 'Portal', { sequence: { path: 'nr' } })
    const source = await requireSource(platform.database.reader, town.homes.provider, id)
    const now = platform.clock.now()
    const read = {
      organisation: town.homes.provider,
      at: now,
      said: now - 500,
      class: 8,
      outcome: 'unknown',
      flags: 0,
      address: null,
      actor: 'a',
      action: null,
      target: null,
      session: null,
    } as const
    const observers = Array.from({ length: 3 }, () => openObserver(platform))
    for (let nr = 0; nr < 300; nr++)
      observers[nr % 3]?.heard(source, [{ kind: 'stored', numbered: { key: '', number: nr }, read }], 0)
    await Promise.all(observers.map((observer) => observer.flush()))
    platform.clock.advance(2 * minute)
    expect(await show(path)).toMatchObject({
      received: 300,
      gaps: { missing: 0 },
      clock: { events: 300 },
      hours: [{ received: 300 }],
    })
  })

  it('is written once, though the first attempt fails', async () => {
    const { id, path } = await town.make(owner, 'Portal')
    const source = await requireSource(platform.database.reader, town.homes.provider, id)
    let isAway = true
    const { database, clock } = platform
    const observer = openObserver({
      clock,
      database: {
        ...database,
        transaction: (work) => (isAway ? Promise.reject(new Error('away')) : database.transaction(work)),
      },
    })
    observer.heard(source, [], 3)
    await expect(observer.flush()).rejects.toThrow('away')
    observer.heard(source, [], 4)
    await expect(observer.flush()).rejects.toThrow('away')
    isAway = false
    await observer.flush()
    await observer.flush()
    expect((await show(path)).hours).toMatchObject([{ refused: 7 }])
  })

  it('holds a source to its limit, and others not', async () => {
    const slow = await town.make(owner, 'Langsam', { eventsPerSecondMax: 2 })
    const other = await town.make(owner, 'Andere')
    const sent = await town.send(
      slow.token,
      Array.from({ length: 10 }, (_, n) => ({ n })),
    )
    expect(sent.body).toMatchObject({ stored: 10 })
    const refused = await town.send(slow.token, [{ n: 11 }])
    expect([refused.status, refused.reason, refused.headers.get('retry-after')]).toEqual([
      429,
      'source-too-fast',
      '4',
    ])
    expect((await town.send(other.token, [{ n: 1 }])).status).toBe(200)
    platform.clock.advance(4 * second)
    expect((await town.send(slow.token, [{ n: 11 }])).status).toBe(200)
  })

  it('is forgotten when it is of no use any more', async () => {
    const { token } = await town.make(owner, 'Portal', { sequence: { path: 'nr' } })
    await town.send(token, [{ nr: 1 }])
    const count = async () => {
      const tables = eventsReader(platform.database.reader)
      const hours = await tables.selectFrom('events.source_hour').select('hour').execute()
      const sequences = await tables.selectFrom('events.source_sequence').select('key').execute()
      return [hours.length, sequences.length]
    }
    platform.clock.advance(29 * day)
    await forgetHeard(platform)
    expect(await count()).toEqual([1, 1])
    platform.clock.advance(2 * day)
    await forgetHeard(platform)
    expect(await count()).toEqual([1, 0])
    platform.clock.advance(60 * day)
    await forgetHeard(platform)
    expect(await count()).toEqual([0, 0])
  })
})
