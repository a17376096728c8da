import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { events, intakeOf } from '../../../engine/events/index.ts'
import { setPaused } from '../../../engine/events/sources/change.ts'
import { openLog } from '../../../engine/log/index.ts'
import { hour } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { judgeCentral } from './judge-systems.ts'
import { observeSystems, systemsHeard } from './observe-systems.ts'

describeEachDatabase('systems that have to send', (open) => {
  it('hold the claim only while each of them is heard', async () => {
    const platform = await testPlatform(await open([...townModules, events]))
    await openLog(platform, 'systems.example/log')
    const organisation = newId(1)
    const verdict = async () => {
      const finding = judgeCentral(await observeSystems({ platform }), { hours: 24 })
      return [finding.verdict, finding.population?.checked, finding.population?.total]
    }
    expect(systemsHeard.targets(platform.configuration(), platform)).toEqual([])
    platform.configure({ systems: [{ name: 'Portal' }, { name: 'Vermittlung', source: 'switch' }] })
    expect(systemsHeard.targets(platform.configuration(), platform)).toHaveLength(1)
    expect(await verdict()).toEqual(['fails', 0, 2])
    const portal = await addEventSource(platform, organisation, 'PORTAL')
    const exchange = await addEventSource(platform, organisation, 'switch')
    await addEventSource(platform, organisation, 'Nicht eingetragen')
    const hear = async (source: typeof portal) => {
      await storeEvents(platform, source, [{ actor: 'a' }])
      await intakeOf(platform).observer.flush()
    }
    await hear(portal)
    expect(await verdict()).toEqual(['fails', 1, 2])
    await hear(exchange)
    expect(await verdict()).toEqual(['holds', 2, 2])
    expect(await observeSystems({ platform })).toMatchObject({ registered: 3, undeclared: 1 })
    platform.configure({ systems: [{ name: 'Portal' }, { name: 'Zahlung', source: portal.id }] })
    expect(await verdict()).toEqual(['fails', 0, 2])
    platform.configure({ systems: [{ name: 'Portal' }, { name: 'Vermittlung', source: 'switch' }] })
    platform.clock.advance(25 * hour)
    await hear(portal)
    expect(await verdict()).toEqual(['fails', 1, 2])
    await hear(exchange)
    await platform.database.transaction((tx) => setPaused(tx, organisation, exchange.id, true))
    expect(await verdict()).toEqual(['fails', 1, 2])
    await addEventSource(platform, newId(2), 'portal')
    expect(await verdict()).toEqual(['fails', 0, 2])
  })
})
