import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { identity } from '../../identity/index.ts'
import { log, openLog } from '../../log/index.ts'
import { notifications } from '../../notifications/index.ts'
import { parseEventId } from '../event.ts'
import { events } from '../index.ts'
import type { Source } from '../sources/settings.ts'
import { endOf, type Cursor } from './cursor.ts'
import { Feed } from './feed.ts'
import { follow } from './follow.ts'
import type { FeedEvent } from './read-page.ts'
import { sseAnswer } from './sse.ts'

const place = (text: string): Cursor => parseEventId(text) as Cursor
const beginning = endOf(0)

/** What one connection asks for. */
interface Part {
  readonly fits?: (event: FeedEvent) => boolean
  readonly organisation?: string | null
}

describeEachDatabase('the live stream', (open) => {
  let platform: TestPlatform
  let person: AddedPerson
  let source: Source
  let feed: Feed
  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications, identity, events]))
    await openLog(platform, 'stream.example/log')
    person = await addPerson(platform, { roles: ['admin'] })
    source = await addEventSource(platform, person.organisationId)
    feed = new Feed(platform)
  })
  afterEach(() => feed.stop())

  const store = (count: number) =>
    storeEvents(
      platform,
      source,
      Array.from({ length: count }, (_, n) => ({ action: n % 3 === 0 ? 'rare' : 'often', n })),
    )

  /** Reads as one connection does, until it has so many events or the signal fires; answers ids and where to resume. */
  async function connect(
    from: Feed,
    after: Cursor,
    enough: number,
    { fits = () => true, organisation = person.organisationId }: Part = {},
  ) {
    const stop = new AbortController()
    const got: string[] = []
    let cursor = after
    const followed = { after, organisation, fits, stillMay: async () => true }
    for await (const told of follow(from, followed, stop.signal)) {
      if (told.kind === 'events') for (const { id } of told.events) got.push(id)
      cursor = told.kind === 'events' ? place(got.at(-1) as string) : place(told.cursor)
      if (got.length >= enough) stop.abort()
    }
    return { got, cursor }
  }

  it('tells what was stored before, and what comes, once and in order', async () => {
    const before = await store(700)
    const reading = connect(feed, beginning, 1_000)
    const later: string[] = []
    for (let n = 0; n < 30; n++) later.push(...(await store(10)))
    expect((await reading).got).toEqual([...before, ...later])
  })

  it('tells each organisation its own, and everybody only what fits', async () => {
    const other = await addPerson(platform, { roles: ['admin'] })
    const theirs = await addEventSource(platform, other.organisationId)
    const own = await store(9)
    const foreign = await storeEvents(platform, theirs, [{ n: 1 }, { n: 2 }])
    const reading = [
      connect(feed, beginning, 9),
      connect(feed, beginning, 2, { organisation: other.organisationId }),
      connect(feed, beginning, 11, { organisation: null }),
      connect(feed, beginning, 3, {
        fits: ({ event }) => event.action === 'rare',
      }),
    ]
    const [first, second, all, rare] = await Promise.all(reading)
    expect(first?.got).toEqual(own)
    expect(second?.got).toEqual(foreign)
    expect(all?.got).toEqual([...own, ...foreign])
    expect(rare?.got).toEqual([own[0], own[3], own[6]])
  })

  it('says how far it has come when nothing fits, so that resuming is cheap', async () => {
    const stop = new AbortController()
    const followed = { after: beginning, organisation: null, fits: () => false, stillMay: async () => true }
    const ids = await store(5)
    for await (const told of follow(feed, followed, stop.signal, { stillMs: 600 })) {
      expect(told.kind).toBe('still')
      if (told.kind === 'still') expect(place(told.cursor).batch).toBe(place(ids.at(-1) as string).batch)
      stop.abort()
    }
  })

  it('says again and again that it is there while nothing happens, whatever else wakes it', async () => {
    const stop = new AbortController()
    const followed = { after: endOf(0), organisation: null, fits: () => true, stillMay: async () => true }
    const times: number[] = []
    for await (const told of follow(feed, followed, stop.signal, { stillMs: 400, checkMs: 150 })) {
      expect(told.kind).toBe('still')
      times.push(performance.now())
      if (times.length === 4) stop.abort()
    }
    expect(times).toHaveLength(4)
    expect((times[3] ?? 0) - (times[0] ?? 0)).toBeLessThan(3_000)
  })

  it('says that it is there while the database hangs, and that it failed when it does', async () => {
    const followed = { after: endOf(0), organisation: null, fits: () => true, stillMay: async () => true }
    const hanging = new Feed(platform)
    let fail: (error: Error) => void = () => {}
    hanging.read = () => new Promise((_, reject) => (fail = reject))
    const kinds: string[] = []
    const reading = async () => {
      for await (const told of follow(hanging, followed, new AbortController().signal, { stillMs: 50 })) {
        kinds.push(told.kind)
        if (kinds.length === 3) fail(new Error('away'))
      }
    }
    await expect(reading()).rejects.toThrow('away')
    expect(kinds).toEqual(['still', 'still', 'still'])
  })

  it('ends when the follower no longer may', async () => {
    let may = true
    const followed = { after: beginning, organisation: null, fits: () => true, stillMay: async () => may }
    const kinds: string[] = []
    await store(1)
    for await (const told of follow(feed, followed, new AbortController().signal, { checkMs: 100 })) {
      kinds.push(told.kind)
      may = false
    }
    expect(kinds).toEqual(['events', 'end'])
  })

  it('whatever commits, breaks and resumes between: each event once, in order', async () => {
    const step = fc.oneof(
      fc.record({ store: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ breakAfter: fc.integer({ min: 1, max: 30 }) }),
      fc.constant('restart' as const),
      fc.record({ pauseMs: fc.integer({ min: 0, max: 300 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const from = endOf(Number((await store(1))[0]?.split('.')[0]))
        const [stored, got]: [string[], string[]] = [[], []]
        let mine = new Feed(platform)
        let cursor = from
        // Somebody else who listens keeps the newest in memory, so that some reads come from there, some from the table.
        let leave = mine.listen()
        for (const each of [...steps, { store: 1 }]) {
          if (each === 'restart') {
            leave()
            await mine.stop()
            mine = new Feed(platform)
            leave = mine.listen()
          } else if ('store' in each) stored.push(...(await store(each.store)))
          else if ('pauseMs' in each) await wait(each.pauseMs)
          else if (got.length < stored.length) {
            const enough = Math.min(each.breakAfter, stored.length - got.length)
            // What arrived after the break is lost on the way: it resumes within a batch.
            got.push(...(await connect(mine, cursor, enough)).got.slice(0, enough))
            cursor = place(got.at(-1) as string)
          }
        }
        if (got.length < stored.length)
          got.push(...(await connect(mine, cursor, stored.length - got.length)).got)
        leave()
        await mine.stop()
        expect(got).toEqual(stored)
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('holds back one that takes nothing, keeps nothing for it, and lets it go', async () => {
    let ended = 0
    let asked = 0
    const many = {
      kind: 'events',
      events: [{ id: '1.0', text: JSON.stringify('x'.repeat(60_000)) }],
    } as const
    async function* endless() {
      for (;;) {
        asked++
        yield many
      }
    }
    const body = sseAnswer(endless(), '0.0', () => ended++, 200).body!.getReader()
    await body.read()
    await body.read()
    await wait(100)
    expect([asked, ended]).toEqual([1, 0])
    await wait(400)
    expect([asked, ended]).toEqual([1, 1])
    expect((await body.read()).done).toBe(true)
  })
})
