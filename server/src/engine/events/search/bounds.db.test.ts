import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { events } from '../index.ts'
import { buildBlock } from './build-blocks.ts'
import { facets } from './facets.ts'
import { parse } from './query/parse.ts'
import { resolve } from './query/resolve.ts'
import { matching, searchPage, type Look, type Search } from './search.ts'

const megabyte = 1024 * 1024
const pieceBytesMax = 4 * megabyte
const eventBytes = 60_000
const count = 300

describeEachDatabase('searches among large events', (open) => {
  let platform: TestPlatform
  let search: (q: string) => Search
  beforeAll(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'log.example')
    const { organisationId: organisation } = await addPerson(platform, { kind: 'provider' })
    const source = await addEventSource(platform, organisation)
    for (let n = 0; n < count; n += 20) {
      const bodies = Array.from({ length: 20 }, (_, m) => ({
        action: `a${n + m}`,
        text: 'word '.repeat(eventBytes / 5),
      }))
      await storeEvents(platform, source, bodies)
      // The newer half is in no block.
      if (n === count / 2) await buildBlock(platform)
    }
    search = (q) => {
      const { query } = parse(q, { now: platform.clock.now(), zone: 'UTC' })
      return {
        scope: { organisation, from: null, to: null },
        query: resolve(query, { sources: [], customers: [] }),
      }
    }
  }, 120_000)

  const pieces = async (q: string, look: Look) => {
    const read: number[] = []
    let found = 0
    for await (const piece of matching(platform, search(q), null, { ...look, budgetMs: Infinity })) {
      read.push(piece.bytes)
      found += [...piece.found].length
    }
    return { read, found }
  }

  it.each(['', 'word', '-nothing'])(
    'hold some megabytes of bodies at a time: %s',
    async (q) => {
      const { read, found } = await pieces(q, {})
      expect(found).toBe(count)
      expect(Math.max(...read)).toBeLessThan(pieceBytesMax + 2 * eventBytes)
    },
    60_000,
  )

  it('read no bodies where neither query nor answer needs them', async () => {
    for (const q of ['', 'action:a*', '-outcome:failure']) {
      const { read, found } = await pieces(q, { withBody: false })
      expect([q, found, Math.max(...read)]).toEqual([q, count, 0])
    }
    expect((await pieces('word', { withBody: false })).read.some((bytes) => bytes > megabyte)).toBe(true)
  }, 60_000)

  it('end a page of large events before it is full, and go on without gap or double', async () => {
    const found: (string | null)[] = []
    for (let before = null as Parameters<typeof searchPage>[2]; ;) {
      const page = await searchPage(platform, search(''), before, 200)
      expect(page.events.length * eventBytes).toBeLessThan(pieceBytesMax + 2 * eventBytes)
      found.push(...page.events.map(({ action }) => action))
      if (page.next === null) break
      before = page.next
    }
    const newestFirst = Array.from({ length: count }, (_, n) => `a${count - 1 - n}`)
    expect(found).toEqual(newestFirst)
  }, 60_000)

  it('read no more than a page takes', async () => {
    for await (const { bytes } of matching(platform, search(''), null, { enough: 10 })) {
      expect(bytes).toBeLessThan(11 * (eventBytes + 100))
      break
    }
  })

  it('count values in as many events as they say', async () => {
    const ofAll = await facets(platform, search(''))
    expect(ofAll.sampled).toBe(count)
    const ofWords = await facets(platform, search('word'))
    expect(ofWords.sampled).toBeGreaterThan(0)
    expect(ofWords.sampled * eventBytes).toBeLessThan(20 * megabyte + 2 * eventBytes)
    const source = ofWords.facets.find(({ field }) => field === 'source')?.values
    expect(source).toEqual([{ value: 'Test', count: ofWords.sampled }])
  }, 60_000)
})
