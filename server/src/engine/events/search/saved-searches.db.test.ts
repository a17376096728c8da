import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import { log, openLog, readHead } from '../../log/index.ts'
import * as contract from './saved-contract.ts'
import { savedSearchEndpoints } from './saved-endpoints.ts'

const customer = newId(1)
const provider = newId(2)
const someone = (role: 'admin' | 'auditor', organisation: string): Actor => ({
  kind: 'person',
  personId: newId(3),
  organisation: { id: organisation, kind: role === 'admin' ? 'customer' : 'provider' },
  roles: [role],
  means: { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
})
const anna = someone('admin', customer)
const bert = someone('admin', customer)
const auditor = someone('auditor', provider)
const module = { name: 'events', migrations: new URL('../migrations/', import.meta.url) }

interface Listed {
  readonly searches: readonly { readonly id: string; readonly name: string; readonly own: boolean }[]
}

describeEachDatabase('saved searches', (open) => {
  let platform: TestPlatform
  beforeEach(async () => {
    platform = await testPlatform(await open([log, module]))
    await openLog(platform, 'saved.example/log')
  })

  const call = async <T>(route: AnyRoute, actor: Actor, params: object, body: unknown = {}) => {
    const endpoint = savedSearchEndpoints(platform).find((each) => each.route.name === route.name)
    const given = { params, query: {}, body: route.body.parse(body), actor, request: {} }
    return endpoint?.handle(given as never) as Promise<T>
  }
  const at = { organisation: customer }
  const save = (actor: Actor, body: object, where = at) =>
    call<{ id: string }>(contract.saveSearch, actor, where, { query: 'actor:anna', ...body })
  const names = async (actor: Actor, where = at) =>
    (await call<Listed>(contract.listSavedSearches, actor, where)).searches.map(
      ({ name, own }) => `${name}${own ? '' : ' (shared)'}`,
    )
  const records = async () => {
    await sequenceAll(platform)
    return (await readHead(platform.database.reader))?.size ?? 0
  }

  it('shows everybody the own and the shared ones of an organisation, by name', async () => {
    await save(anna, { name: 'Zuletzt' })
    await save(anna, { name: 'abgewiesen', shared: true })
    await save(bert, { name: 'Nachts', query: 'time:24h' })
    await save(auditor, { name: 'Überall', everywhere: true, shared: true }, { organisation: provider })
    expect(await names(anna)).toEqual(['abgewiesen', 'Zuletzt'])
    expect(await names(bert)).toEqual(['abgewiesen (shared)', 'Nachts'])
    expect(await names({ kind: 'operator', tokenId: 'key' })).toEqual(['abgewiesen (shared)'])
    expect(await names(auditor, { organisation: provider })).toEqual(['Überall'])
    const { searches } = await call<Listed>(contract.listSavedSearches, bert, at)
    const output = contract.listSavedSearches.output.parse({ searches })
    expect(output.searches[1]).toMatchObject({
      query: 'time:24h',
      everywhere: false,
      shared: false,
      own: true,
    })
  })

  it('writes a record for each change, and none for what is refused', async () => {
    const before = await records()
    const { id } = await save(anna, { name: 'Mein', shared: true })
    expect(await records()).toBe(before + 1)
    await expect(save(anna, { name: 'MEIN' })).rejects.toMatchObject({ reason: 'search-name-taken' })
    const byBert = call(contract.deleteSavedSearch, bert, { ...at, search: id })
    await expect(byBert).rejects.toMatchObject({ reason: 'no-such-saved-search' })
    const elsewhere = call(contract.deleteSavedSearch, anna, { organisation: provider, search: id })
    await expect(elsewhere).rejects.toMatchObject({ reason: 'no-such-organisation' })
    expect([await records(), await names(anna)]).toEqual([before + 1, ['Mein']])
    await call(contract.deleteSavedSearch, anna, { ...at, search: id })
    expect([await records(), await names(bert)]).toEqual([before + 2, []])
  })

  it('lets everybody use a name once, nobody save in a foreign organisation, and no more than a hundred', async () => {
    await save(anna, { name: 'Gleich' })
    await save(bert, { name: 'Gleich' })
    await expect(save(anna, { name: 'x' }, { organisation: provider })).rejects.toMatchObject({
      reason: 'no-such-organisation',
    })
    await expect(save({ kind: 'operator', tokenId: 'key' }, { name: 'x' })).rejects.toMatchObject({
      reason: 'person-required',
    })
    for (let n = 1; n < 100; n++) await save(anna, { name: `Suche ${n}` })
    await expect(save(anna, { name: 'zu viel' })).rejects.toMatchObject({ reason: 'too-many-searches' })
    expect(await names(bert)).toEqual(['Gleich'])
  })
})
