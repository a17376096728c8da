import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform } from '../../../../../test/harness/platform.ts'
import { openStored } from '../../../../../test/harness/stored-events.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { runCommand } from '../../log/index.ts'
import { events } from '../index.ts'
import { runErasures } from '../retention/erasure/job.ts'
import { startErasure } from '../retention/erasure/start.ts'
import { Feed } from './feed.ts'

describeEachDatabase('the memory of the live stream', (open) => {
  it('tells nobody what was erased, and everybody all that was not', async () => {
    const platform = await testPlatform(await open([...townModules, events]))
    const organisation = randomUUID()
    const stored = await openStored(platform, organisation)
    const feed = new Feed(platform)
    const leave = feed.listen()
    await expect.poll(() => feed.seen()).not.toBeNull()
    const before = feed.seen()!
    const told = async () =>
      (await feed.read(before, organisation)).events.map(({ event: { actor } }) => actor)
    await stored.store('security/security', 1, { actor: 'zoe@kunde.example' })
    await stored.store('security/security', 1, { actor: 'bert' })
    await expect.poll(told, { timeout: 5_000 }).toEqual(['zoe@kunde.example', 'bert'])
    expect(feed.keptAfter(before, ({ event }) => event.actor === 'bert')).toBe(true)
    const actor = { kind: 'operator', tokenId: 'key-1' } as const
    const asked = { organisation, value: 'zoe@kunde.example', reason: 'Art. 17 DSGVO' }
    await runCommand(platform, { permission: 'events:erase', actor }, (tx) =>
      startErasure(tx, platform, asked),
    )
    await runErasures(platform, new AbortController().signal)
    await wait(1_000)
    expect(await told()).toEqual(['bert'])
    await stored.store('security/security', 1, { actor: 'carl' })
    await expect.poll(told, { timeout: 5_000 }).toEqual(['bert', 'carl'])
    leave()
    await feed.stop()
  })
})
