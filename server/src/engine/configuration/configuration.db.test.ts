import { appendFile, readFile } from 'node:fs/promises'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../test/harness/sequence-all.ts'
import type { Actor } from '../../kernel/actor.ts'
import { log, openLog, readHead } from '../log/index.ts'
import * as contract from './contract.ts'
import { configurationEndpoints } from './endpoints.ts'

const operator: Actor = { kind: 'operator', tokenId: 'key' }
const auditor: Actor = {
  kind: 'person',
  personId: '01890000-0000-7000-8000-000000000001',
  organisation: { id: '01890000-0000-7000-8000-000000000002', kind: 'provider' },
  roles: ['auditor'],
  means: { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
}

describeEachDatabase('configuration', (open) => {
  let platform: TestPlatform
  beforeEach(async () => {
    const database = await open([log])
    platform = await testPlatform(database, { teams: [{ id: 'a', name: 'A' }] })
    await openLog(platform, 'configuration.example/log')
  })

  const call = async <T>(
    route: { name: string; body: { parse(value: unknown): unknown } },
    body: unknown,
    actor: Actor = operator,
  ) => {
    const endpoint = configurationEndpoints(platform).find((each) => each.route.name === route.name)
    const given = { params: {}, query: {}, body: route.body.parse(body), actor, request: {} }
    return endpoint?.handle(given as never) as Promise<T>
  }
  const show = () =>
    call<{ version: string; configuration: { teams: object[] } }>(contract.showConfiguration, {})
  const records = async () => {
    await sequenceAll(platform)
    return (await readHead(platform.database.reader))?.size ?? 0
  }

  it('shows, previews and changes; the change is in force and in the log, and its version leads to the next', async () => {
    const { version, configuration } = await show()
    expect(configuration.teams).toEqual([{ id: 'a', name: 'A' }])
    const changes = { teams: [{ id: 'b', name: 'B' }] }
    const { lines } = await call<{ lines: object[] }>(contract.previewConfiguration, { changes })
    expect(lines.length).toBeGreaterThan(0)
    expect((await show()).version).toBe(version)
    const before = await records()
    const changed = await call<{ version: string }>(contract.changeConfiguration, { version, changes })
    expect(platform.configuration().teams).toEqual([{ id: 'b', name: 'B' }])
    expect((await show()).version).toBe(changed.version)
    expect(await records()).toBe(before + 1)
  })

  it('refuses whoever looked at an older state, and whoever may only read', async () => {
    const { version } = await show()
    const changes = { timeServers: ['a.example'] }
    await appendFile(platform.configurationFile.path, '\n# by hand\n')
    const text = await readFile(platform.configurationFile.path, 'utf8')
    const stale = call(contract.changeConfiguration, { version, changes })
    await expect(stale).rejects.toMatchObject({ reason: 'configuration-changed-meanwhile' })
    const now = (await show()).version
    const byAuditor = call(contract.changeConfiguration, { version: now, changes }, auditor)
    await expect(byAuditor).rejects.toMatchObject({ reason: 'not-permitted' })
    const broken = call(contract.changeConfiguration, {
      version: now,
      changes: { timeServers: ['http://x'] },
    })
    await expect(broken).rejects.toMatchObject({ reason: 'configuration-refused' })
    expect(await readFile(platform.configurationFile.path, 'utf8')).toBe(text)
  })
})
