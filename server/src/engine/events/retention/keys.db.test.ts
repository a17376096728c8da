import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { openStored } from '../../../../../test/harness/stored-events.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { runCommand } from '../../log/index.ts'
import { events, intakeOf } from '../index.ts'
import { expireEvents } from './expire.ts'
import { changePeriod } from './periods.ts'

const actor = { kind: 'operator', tokenId: 'key-1' } as const

describeEachDatabase('keys of senders', (open) => {
  it('are known for seven days, or for the shorter period of their own class, whatever that of others', async () => {
    const platform = await testPlatform(await open([...townModules, events]))
    const { source } = await openStored(platform, randomUUID())
    await runCommand(platform, { permission: 'events:manage-retention', actor }, (tx) =>
      changePeriod(tx, 1, { days: 2, reason: null }, actor, platform.clock.now()),
    )
    const send = async (key: string, data_type: string, purpose: string) => {
      const drafts = [{ body: { data_type, purpose }, at: null, key }]
      return (await intakeOf(platform).ingester.accept(source, drafts))[0]?.kind
    }
    const traffic = () => send('traffic', 'traffic', 'fault')
    const signIn = () => send('sign-in', 'sign-in', 'security')
    const later = async (ms: number) => {
      for (let left = ms; left > 0; left -= day) {
        platform.clock.advance(Math.min(day, left))
        await expireEvents(platform, new AbortController().signal)
      }
      return [await traffic(), await signIn()]
    }
    expect([await traffic(), await signIn()]).toEqual(['stored', 'stored'])
    expect(await later(day + 23 * hour)).toEqual(['repeated', 'repeated'])
    expect(await later(2 * hour)).toEqual(['stored', 'repeated'])
    expect(await later(4 * day + 22 * hour)).toEqual(['stored', 'repeated'])
    expect(await later(2 * hour)).toEqual(['repeated', 'stored'])
  })
})
