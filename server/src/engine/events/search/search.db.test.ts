import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import type { EventBody } from '../event.ts'
import { buildBlock } from './build-blocks.ts'
import { facets } from './facets.ts'
import { histogram } from './histogram.ts'
import { matcher } from './query/matches.ts'
import { parse } from './query/parse.ts'
import { resolve } from './query/resolve.ts'
import { bodyText } from './query/words.ts'
import { searchPage, type Search } from './search.ts'
import type { ShownEvent } from './row.ts'

const zone = 'Europe/Berlin'

/** Two customers with events of an hour each, some in blocks of ten, the newest in none. */
async function town(platform: TestPlatform) {
  await openLog(platform, 'log.example')
  const provider = await addPerson(platform, { kind: 'provider' })
  const [anna, bert] = [await addPerson(platform), await addPerson(platform)]
  const source = await addEventSource(platform, provider.organisationId, 'Telefonie')
  const stored: { organisation: string; body: EventBody }[] = []
  for (let n = 0; n < 90; n++) {
    const customer = n % 3 === 0 ? bert : anna
    const body = {
      customer: customer.organisationId,
      actor: ['anna', 'Bert', 'Jörg Größe', 'eve_7', '\u212aim', 'ΟΔΟΣ', 'İnci'][n % 7] as string,
      action: ['login', 'logout', 'call.start'][n % 3] as string,
      outcome: n % 5 === 0 ? 'failure' : 'success',
      ip: n % 2 === 0 ? `10.0.${n}.1` : n % 4 === 1 ? '2001:db8::7' : `::ffff:10.0.${n}.1`,
      message: n % 7 === 0 ? 'Verbindung „abgelehnt“: \\ Zeile\n2' : `Leitung ${n} frei`,
      time: platform.clock.now() - (n % 6) * 60_000,
      status: { code: 200 + n },
    }
    await storeEvents(platform, source, [body])
    stored.push({ organisation: customer.organisationId, body })
    platform.clock.advance(41_000)
    if (n % 10 === 9 && n < 80) await buildBlock(platform, 10)
  }
  return { provider, anna, bert, stored }
}

const search = (platform: TestPlatform, organisation: string | null, q: string): Search => {
  const { query, from, to, problems } = parse(q, { now: platform.clock.now(), zone })
  expect(problems).toEqual([])
  return { scope: { organisation, from, to }, query: resolve(query, { sources: [], customers: [] }) }
}

async function all(platform: TestPlatform, wanted: Search, limit = 7): Promise<ShownEvent[]> {
  const found: ShownEvent[] = []
  for (let before = null; ;) {
    const page = await searchPage(platform, wanted, before, limit)
    found.push(...page.events)
    if (page.next === null) return found
    before = page.next as never
  }
}

const queries = [
  '',
  'actor:anna',
  'actor:BERT action:login',
  '-actor:anna',
  'actor:"jörg größe" OR action:call.start',
  'actor:an*',
  'outcome:failure -action:logout',
  'ip:10.0.0.0/16',
  'ip:2001:db8::/32 leitung',
  'abgelehnt',
  '"zeile 2"',
  'leit* frei',
  'body.status.code:>250',
  'body.status.code:214',
  'time:10m',
  'time:30m actor:anna',
  '-leitung',
  'ip:::ffff:10.0.3.1',
  'ip:10.0.3.1,10.0.4.1',
  'actor:kim',
  '-actor:kim',
  'actor:\u212aim',
  'kim OR \u212aim',
  '-kim',
  'actor:οδος',
  'οδοσ',
  'actor:İ*',
  'actor:i*',
  'zeile7',
  'customer:nobody',
  'action:login,logout -(actor:anna outcome:success)',
]

describeEachDatabase('search', (open) => {
  it('finds what a look at every event finds, in pages without gap or double, newest first', async () => {
    const platform = await testPlatform(await open([log, notifications, identity, events]))
    const { anna, bert } = await town(platform)
    const everything = await all(platform, search(platform, null, ''))
    expect(everything).toHaveLength(90)
    expect(everything.map(({ id }) => Number(id.split('.')[0]))).toEqual(
      everything.map(({ id }) => Number(id.split('.')[0])).toSorted((a, b) => b - a),
    )
    for (const q of queries)
      for (const organisation of [null, anna.organisationId, bert.organisationId]) {
        const wanted = search(platform, organisation, q)
        const fits = matcher(wanted.query)
        const expected = everything.filter(
          (event) =>
            (organisation === null || event.organisation === organisation) &&
            (wanted.scope.from === null || Date.parse(event.at) >= wanted.scope.from) &&
            fits({ ...event, text: bodyText(JSON.stringify(event.body)) }),
        )
        const found = await all(platform, wanted)
        expect([q, found.map(({ id }) => id)]).toEqual([q, expected.map(({ id }) => id)])
        const counted = await histogram(platform, wanted, 40)
        expect([q, counted.total, counted.complete]).toEqual([q, expected.length, true])
        const failures = counted.bars.reduce((sum, bar) => sum + bar.failures, 0)
        expect(failures).toBe(expected.filter(({ outcome }) => outcome === 'failure').length)
      }
  }, 120_000)

  it('whatever the size of a page, and wherever blocks end', async () => {
    const platform = await testPlatform(await open([log, notifications, identity, events]))
    await town(platform)
    const whole = (await all(platform, search(platform, null, 'action:login'), 200)).map(({ id }) => id)
    expect(whole).toHaveLength(30)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (limit) => {
        const found = await all(platform, search(platform, null, 'action:login'), limit)
        expect(found.map(({ id }) => id)).toEqual(whole)
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('shows what is frequent, of the own organisation alone', async () => {
    const platform = await testPlatform(await open([log, notifications, identity, events]))
    const { bert } = await town(platform)
    const seen = await facets(platform, search(platform, bert.organisationId, ''))
    expect(seen.sampled).toBe(30)
    expect(seen.facets.find(({ field }) => field === 'action')?.values).toEqual([
      { value: 'login', count: 30 },
    ])
    expect(seen.facets.find(({ field }) => field === 'customer')?.values).toHaveLength(1)
  })
})
