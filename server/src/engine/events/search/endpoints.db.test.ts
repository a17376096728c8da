import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import { createApp } from '../../../platform/http/app.ts'
import { identity } from '../../identity/index.ts'
import { eventTree, log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { exportEndpoints } from '../export/endpoints.ts'
import { events } from '../index.ts'
import { searchEndpoints } from './endpoints.ts'

const someone = (kind: 'provider' | 'customer', id: string): Actor => ({
  kind: 'person',
  personId: newId(3),
  organisation: { id, kind },
  roles: [kind === 'provider' ? 'auditor' : 'admin'],
  means: { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
})

describeEachDatabase('the routes of the search', (open) => {
  let platform: TestPlatform
  let [customer, provider] = ['', '']
  let caller: Actor = { kind: 'anonymous' }
  let ask: (path: string, query: Record<string, string>) => Promise<Response>

  beforeAll(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'search.example/log')
    provider = (await addPerson(platform, { kind: 'provider' })).organisationId
    customer = (await addPerson(platform, { roles: ['admin'] })).organisationId
    const source = await addEventSource(platform, customer, 'Shop')
    const time = (hour: string) => new Date(`${today()}T${hour}:30:00Z`).toISOString()
    await storeEvents(platform, source, [
      { action: 'early', time: time('02') },
      { action: 'late', time: time('20') },
    ])
    await sequenceAll(platform, eventTree)
    const app = createApp({
      endpoints: [...searchEndpoints(platform), ...exportEndpoints(platform)],
      identify: async () => caller,
      now: platform.clock.now,
      proxyHops: 0,
      problemPage: () => null,
      telemetry: platform.telemetry,
    })
    caller = someone('customer', customer)
    ask = async (path, query) =>
      app.request(`/api/v1/organisations/${customer}/${path}?${new URLSearchParams(query)}`, {
        headers: { 'sec-fetch-site': 'same-origin' },
      })
  })
  /** The last whole day, in UTC. */
  const today = () => new Date(platform.clock.now() - 86_400_000).toISOString().slice(0, 10)

  it('means days as they are in the zone of whoever asks', async () => {
    const found = async (zone: Record<string, string>) => {
      const query = { q: `time:${today()}`, ...zone }
      const page = (await (await ask('events', query)).json()) as { events: { action: string }[] }
      const bars = (await (await ask('event-histogram', query)).json()) as { total: number }
      const facets = (await (await ask('event-facets', query)).json()) as { sampled: number }
      const lines = (await (await ask('event-export', { ...query, format: 'csv' })).text())
        .trimEnd()
        .split('\r\n')
      const actions = page.events.map(({ action }) => action).toSorted()
      expect([bars.total, facets.sampled, lines.length - 2]).toEqual(Array(3).fill(actions.length))
      return actions
    }
    expect(await found({})).toEqual(['early', 'late'])
    expect(await found({ zone: 'UTC' })).toEqual(['early', 'late'])
    expect(await found({ zone: 'Asia/Tokyo' })).toEqual(['early'])
    expect(await found({ zone: 'America/Los_Angeles' })).toEqual(['late'])
  })

  it.each(['events', 'event-histogram', 'event-facets', 'event-export'])(
    'of %s refuse a zone that is none',
    async (path) => {
      for (const zone of ['Mars/Olympus', '+01:00']) {
        const response = await ask(path, { zone })
        expect(response.status).toBe(400)
        expect(await response.text()).toContain('time zone')
      }
    },
  )

  it('tell every problem of a query, with its place and what could stand there', async () => {
    const response = await ask('events', { q: 'actr:anna outcome:maybe time:2days' })
    expect(response.status).toBe(400)
    const body = (await response.json()) as { type: string; detail: string; problems: object[] }
    expect([body.type, body.detail]).toEqual([
      'urn:nachweis:problem:query-malformed',
      expect.stringMatching(/^At character 1: /),
    ])
    const message = { de: expect.stringMatching(/\.$/), en: expect.stringMatching(/\.$/) }
    expect(body.problems).toEqual([
      { position: 0, length: 4, message, instead: 'actor' },
      { position: 18, length: 5, message, instead: null },
      { position: 24, length: 10, message, instead: 'time:2d' },
    ])
    const many = (await (await ask('events', { q: 'a:x '.repeat(40) })).json()) as { problems: object[] }
    expect(many.problems).toHaveLength(10)
    expect(many.problems).toContainEqual(expect.objectContaining({ position: 4, instead: '"a:x"' }))
  })

  it('propose the field of the customer to those who see several', async () => {
    const proposed = async (q: string) => {
      const { suggestions } = (await (await ask('event-suggestions', { q })).json()) as {
        suggestions: { insert: string }[]
      }
      return suggestions.map(({ insert }) => insert)
    }
    const all = await proposed('')
    expect(all).toContain('actor:')
    expect(all).not.toContain('customer:')
    expect([await proposed('ku'), await proposed('customer:')]).toEqual([[], []])
    caller = someone('provider', provider)
    expect(await proposed('')).toEqual(expect.arrayContaining(['actor:', 'customer:']))
    expect(await proposed('customer:')).toHaveLength(1)
    caller = someone('customer', customer)
  })

  it('propose values that occur, of the own organisation, and look for them at most every ten seconds', async () => {
    const proposed = async (q: string) => {
      const { suggestions } = (await (await ask('event-suggestions', { q })).json()) as {
        suggestions: { insert: string }[]
      }
      return suggestions.map(({ insert }) => insert)
    }
    caller = someone('customer', customer)
    platform.clock.advance(60_000)
    const [own, other] = [
      await addEventSource(platform, customer, 'Eigene'),
      await addEventSource(platform, provider, 'Fremde'),
    ]
    await storeEvents(platform, own, [{ actor: 'first', action: 'x' }])
    await storeEvents(platform, other, [{ actor: 'foreign', action: 'x' }])
    expect(await proposed('actor:f')).toEqual(['first'])
    await storeEvents(platform, own, [{ actor: 'fresh', action: 'x' }])
    expect(await proposed('actor:f')).toEqual(['first'])
    expect(await proposed('body.actor:f')).toEqual([])
    platform.clock.advance(10_001)
    expect((await proposed('actor:f')).toSorted()).toEqual(['first', 'fresh'])
  })

  it('refuse whoever asks for too much at once, and nobody else', async () => {
    const [anna, bert] = [someone('customer', customer), someone('customer', customer)]
    caller = anna
    const many = Array.from({ length: 40 }, () => ask('event-facets', { q: '' }))
    const view = ['events', 'event-histogram', 'event-suggestions'].map((path) => ask(path, { q: '' }))
    caller = bert
    view.push(...['events', 'event-histogram', 'event-facets'].map((path) => ask(path, { q: '' })))
    const answers = await Promise.all(many)
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('retry-after')).toBe('5')
    expect((await Promise.all(view)).map(({ status }) => status)).toEqual(Array(6).fill(200))
    caller = anna
    expect((await ask('event-facets', { q: '' })).status).toBe(200)
  })
})
