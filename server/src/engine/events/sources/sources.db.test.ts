import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog, readHead } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { eventsReader } from '../tables.ts'
import { openSourceTown, type SourceTown } from '../../../../../test/harness/source-town.ts'

describeEachDatabase('sources', (open) => {
  let platform: TestPlatform
  let town: SourceTown
  let owner: Actor

  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'sources.example/log')
    town = await openSourceTown(platform)
    owner = (await town.settle(town.homes.provider, 'owner')).actor
  })

  const show = async (path: string) => (await town.call(owner, 'GET', path)).body
  const names = async (query = '') =>
    (await town.call(owner, 'GET', `/event-sources${query}`)).body.sources.map(
      ({ name }: { name: string }) => name,
    )
  const records = async () => {
    await sequenceAll(platform)
    return (await readHead(platform.database.reader))?.size ?? 0
  }

  it('are made, listed by name in pages, found by a part of it', async () => {
    for (const name of ['Portal', 'anlage', 'Firewall', 'Zugang'])
      expect((await town.call(owner, 'POST', '/event-sources', { name })).status).toBe(200)
    expect(await names()).toEqual(['anlage', 'Firewall', 'Portal', 'Zugang'])
    expect(await names('?search=A')).toEqual(['anlage', 'Firewall', 'Portal', 'Zugang'])
    expect(await names('?search=wall')).toEqual(['Firewall'])
    const first = await town.call(owner, 'GET', '/event-sources?limit=3')
    expect(first.body.sources).toHaveLength(3)
    const rest = await town.call(owner, 'GET', `/event-sources?limit=3&after=${first.body.next}`)
    expect(rest.body).toMatchObject({ sources: [{ name: 'Zugang', state: 'never-heard' }], next: null })
    const twice = await town.call(owner, 'POST', '/event-sources', { name: 'PORTAL' })
    expect([twice.status, twice.reason]).toEqual([409, 'name-in-use'])
  })

  it('refuse names and settings that could keep nothing', async () => {
    const tried = async (body: object) => (await town.call(owner, 'POST', '/event-sources', body)).reason
    expect(await tried({ name: ' ' })).toBe('not-as-declared')
    expect(await tried({ name: 'a\u202Eb' })).toBe('not-as-declared')
    expect(await tried({ name: 'a', settings: { heartbeatS: 1 } })).toBe('not-as-declared')
    expect(await tried({ name: 'a', settings: { unknown: 1 } })).toBe('not-as-declared')
    expect(await tried({ name: 'a', settings: { dataType: 'traffic', purpose: 'proof' } })).toBe(
      'kind-unknown',
    )
    expect(
      await tried({ name: 'a', settings: { customer: owner.kind === 'person' ? owner.personId : '' } }),
    ).toBe('customer-unknown')
    const inAlpha = await town.call(
      { kind: 'operator', tokenId: 'key' },
      'POST',
      '/event-sources',
      { name: 'a' },
      town.homes.alpha,
    )
    expect(inAlpha.reason).toBe('not-the-provider')
  })

  it('change part by part, and say in the log what changed', async () => {
    const { path } = await town.make(owner, 'Portal')
    const before = await records()
    const change = (body: object) => town.call(owner, 'PATCH', path, body)
    expect((await change({ settings: { heartbeatS: 60, customer: town.homes.alpha } })).status).toBe(200)
    expect((await change({ name: 'Kundenportal', settings: { mapping: { actor: ['wer'] } } })).status).toBe(
      200,
    )
    expect(await records()).toBe(before + 2)
    expect((await change({ settings: { heartbeatS: 60 } })).status).toBe(200)
    expect(await records()).toBe(before + 2)
    expect(await show(path)).toMatchObject({
      name: 'Kundenportal',
      customer: { id: town.homes.alpha, name: 'Alpha AG' },
      settings: { heartbeatS: 60, eventsPerSecondMax: 50_000, mapping: { actor: ['wer'], action: [] } },
      ways: { http: 'http://127.0.0.1:1', syslog: null },
    })
  })

  it('of one customer cannot send for another, nor learn of one', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    const settings = { customer: town.homes.alpha, customerFixed: true }
    const send = async (customer: string) => (await town.send(token, [{ customer }])).body.stored
    expect(await send(town.homes.beta)).toBe(1)
    expect((await town.call(owner, 'PATCH', path, { settings })).status).toBe(200)
    expect((await show(path)).settings).toMatchObject(settings)
    expect(await send(town.homes.alpha)).toBe(1)
    const [beta, nobody] = [town.homes.beta, crypto.randomUUID()]
    const refusal = async (customer: string) =>
      JSON.stringify(await town.send(token, [{ customer }])).replaceAll(customer, '…')
    expect(await refusal(beta)).toContain('customer-unknown')
    expect(await refusal(beta)).toBe(await refusal(nobody))
  })

  it('send by tokens that are shown once, expire and can be revoked', async () => {
    const { path, token, tokenId } = await town.make(owner, 'Portal')
    expect(token).toMatch(/^nwe_/)
    expect((await town.send(token, [{ actor: 'anna' }])).body).toMatchObject({ stored: 1 })
    const listed = async () => (await town.call(owner, 'GET', `${path}/tokens`)).body.tokens
    expect(await listed()).toMatchObject([
      { name: 'Test', expired: false, lastUsedAt: new Date(platform.clock.now()).toISOString() },
    ])
    const rows = await eventsReader(platform.database.reader)
      .selectFrom('events.source_token')
      .selectAll()
      .execute()
    expect(JSON.stringify([rows, await listed()])).not.toContain(token.slice(4, 30))
    expect((await town.call(owner, 'DELETE', `${path}/tokens/${tokenId}`)).status).toBe(200)
    expect((await town.send(token, [{ actor: 'anna' }])).reason).toBe('source-token-unknown')
    expect((await town.call(owner, 'DELETE', `${path}/tokens/${tokenId}`)).reason).toBe('no-such-token')
    const short = (await town.call(owner, 'POST', `${path}/tokens`, { name: 'kurz', days: 90 })).body
    const endless = (await town.call(owner, 'POST', `${path}/tokens`, { name: 'immer', days: null })).body
    expect(endless.expiresAt).toBeNull()
    platform.clock.advance(90 * day + hour)
    expect((await town.send(short.secret, [{ actor: 'a' }])).reason).toBe('source-token-unknown')
    expect((await town.send(endless.secret, [{ actor: 'a' }])).status).toBe(200)
  })

  it('make tokens only for somebody who proved a moment ago to be there, twenty at most', async () => {
    const { path } = await town.make(owner, 'Portal')
    const create = () => town.call(owner, 'POST', `${path}/tokens`, { name: 'noch eines', days: 90 })
    for (let n = 1; n < 20; n++) expect((await create()).status).toBe(200)
    expect((await create()).reason).toBe('too-many-tokens')
    platform.clock.advance(hour)
    expect((await create()).reason).toBe('step-up-required')
  })

  it('wait while they are paused', async () => {
    const { path, token } = await town.make(owner, 'Portal')
    expect((await town.call(owner, 'POST', `${path}/pause`)).status).toBe(200)
    const refused = await town.send(token, [{ actor: 'anna' }])
    expect([refused.status, refused.reason, refused.headers.get('retry-after')]).toEqual([
      503,
      'source-paused',
      '300',
    ])
    expect(await show(path)).toMatchObject({ state: 'paused', received: 0 })
    await town.call(owner, 'POST', `${path}/resume`)
    expect((await town.send(token, [{ actor: 'anna' }])).status).toBe(200)
    expect(await show(path)).toMatchObject({ state: 'receiving', received: 1 })
  })

  it('are deleted without their events, once nothing can send as them', async () => {
    const { id, path, token, tokenId } = await town.make(owner, 'Portal')
    await town.send(token, [{ actor: 'anna' }])
    expect((await town.call(owner, 'DELETE', path)).reason).toBe('source-has-tokens')
    await town.call(owner, 'DELETE', `${path}/tokens/${tokenId}`)
    expect((await town.call(owner, 'DELETE', path)).status).toBe(200)
    expect((await town.call(owner, 'GET', path)).reason).toBe('no-such-source')
    expect(await names()).toEqual([])
    const tables = eventsReader(platform.database.reader)
    const kept = await tables
      .selectFrom('events.event')
      .innerJoin('events.source', 'events.source.number', 'events.event.source')
      .select(['events.source.id', 'events.source.name'])
      .execute()
    expect(kept).toEqual([{ id, name: 'Portal' }])
    expect((await town.call(owner, 'POST', '/event-sources', { name: 'Portal' })).status).toBe(200)
  })

  it('are seen by staff who may, changed by fewer, and by no customer', async () => {
    const { path } = await town.make(owner, 'Portal')
    const reads = ['/event-sources', path, `${path}/tokens`, '/event-source-customers']
    const changes: [string, string, object?][] = [
      ['POST', '/event-sources', { name: 'x' }],
      ['PATCH', path, { name: 'x' }],
      ['POST', `${path}/pause`],
      ['POST', `${path}/resume`],
      ['DELETE', path],
      ['POST', `${path}/tokens`, { name: 'x', days: 90 }],
      ['POST', `${path}/preview`, {}],
    ]
    for (const role of ['auditor', 'privacy'] as const) {
      const { actor } = await town.settle(town.homes.provider, role)
      for (const each of reads)
        expect((await town.call(actor, 'GET', each)).status, `${role} ${each}`).toBe(200)
      for (const [method, each, body] of changes)
        expect((await town.call(actor, method, each, body)).status, `${role} ${each}`).toBe(403)
    }
    for (const [organisation, role] of [
      [town.homes.alpha, 'admin'],
      [town.homes.alpha, 'member'],
    ] as const) {
      const { actor } = await town.settle(organisation, role)
      for (const at of [town.homes.provider, organisation])
        for (const [method, each, body] of [...reads.map((read) => ['GET', read] as const), ...changes])
          expect((await town.call(actor, method, each, body, at)).status, `${role} ${each}`).toBeGreaterThan(
            402,
          )
    }
    // Through another organisation there is no such source, whoever asks.
    const operator: Actor = { kind: 'operator', tokenId: 'key' }
    for (const [method, each, body] of changes.slice(1, 4))
      expect((await town.call(operator, method, each, body, town.homes.alpha)).reason).toBe('no-such-source')
    expect(
      (await town.call(operator, 'GET', '/event-sources', undefined, town.homes.alpha)).body.sources,
    ).toEqual([])
    expect(await show(path)).toMatchObject({ name: 'Portal', state: 'never-heard' })
  })
})
