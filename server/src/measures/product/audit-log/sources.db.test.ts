import { expect, it } from 'vitest'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { events, intakeOf } from '../../../engine/events/index.ts'
import { changeSource, setPaused } from '../../../engine/events/sources/change.ts'
import { identity } from '../../../engine/identity/index.ts'
import { log, openLog } from '../../../engine/log/index.ts'
import { notifications } from '../../../engine/notifications/index.ts'
import { newId } from '../../../kernel/id.ts'
import { minute } from '../../../kernel/clock.ts'
import { judgeOrders, judgeSources } from './judge-sources.ts'
import { observeSources } from './observe-sources.ts'

describeEachDatabase('sources that promise to be heard', (open) => {
  it('are counted as long as they keep it, and fail the claim when one falls silent', async () => {
    const platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'heartbeats.example/log')
    const { transaction } = platform.database
    const organisation = newId(1)
    const verdict = async () => {
      const { verdict: found, population } = judgeSources(await observeSources({ platform }))
      return [found, population?.checked]
    }
    const sources = []
    for (const name of ['Eins', 'Zwei', 'Ohne']) {
      const source = await addEventSource(platform, organisation, name)
      const settings = { heartbeatS: name === 'Ohne' ? null : 60 }
      await transaction((tx) => changeSource(tx, organisation, source.id, { settings }))
      sources.push(source)
    }
    expect(await verdict()).toEqual(['unknown', 0])
    const [one, two] = sources
    if (!one || !two) throw new Error('no source')
    const hear = async (source: typeof one) => {
      await storeEvents(platform, source, [{ actor: 'a' }])
      await intakeOf(platform).observer.flush()
    }
    await hear(one)
    expect(await verdict()).toEqual(['holds', 1])
    platform.clock.advance(2 * minute)
    await hear(one)
    // The second was never heard, and its time is up.
    expect(await verdict()).toEqual(['fails', 2])
    await hear(two)
    expect(await verdict()).toEqual(['holds', 2])
    platform.clock.advance(2 * minute)
    await hear(one)
    expect(await verdict()).toEqual(['fails', 2])
    await transaction((tx) => setPaused(tx, organisation, two.id, true))
    expect(await verdict()).toEqual(['holds', 1])
  })
  it('are in order until a clock is wrong or numbers are missing', async () => {
    const platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'order.example/log')
    const added = await addEventSource(platform, newId(1), 'Eins')
    const source = { ...added, settings: { ...added.settings, sequence: { path: 'n', key: null } } }
    const send = async (aheadMs: number, numbers: readonly number[]) => {
      const time = new Date(platform.clock.now() + aheadMs).toISOString()
      const bodies = numbers.map((n) => ({ actor: 'a', time, n }))
      await storeEvents(platform, source, bodies)
      await intakeOf(platform).observer.flush()
    }
    const found = async () => judgeOrders(await observeSources({ platform })).code
    expect(await found()).toBe('nothing-sent')
    await send(0, [1, 2, 3])
    expect(await found()).toBe('in-order')
    await send(0, [6, 7])
    platform.clock.advance(2 * minute)
    expect(await found()).toBe('events-missing')
    await send(0, [4, 5])
    expect(await found()).toBe('in-order')
    platform.clock.advance(150 * minute)
    expect(await found()).toBe('nothing-sent')
    await send(10 * minute, [8, 9, 10])
    expect(await found()).toBe('clock-wrong')
  })
})
