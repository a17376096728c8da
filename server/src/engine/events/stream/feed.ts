import { setTimeout as wait } from 'node:timers/promises'
import type { Platform } from '../../../platform/platform.ts'
import { sourcesByNumber, type NamedSource } from '../search/row.ts'
import { isBefore, endOf, type Cursor } from './cursor.ts'
import { readHead, readPage, type FeedEvent, type FeedPage, type FindSources } from './read-page.ts'

const lookEveryMs = 250
/** After a failure, e.g. a database that is away. */
const retryMs = 1_000
/** What is kept of the newest events for everybody who listens; whoever is further back reads the table. */
const keptEventsMax = 5_000
const keptCharactersMax = 16 * 1024 * 1024
const pageEventsMax = 500
/** A new name of a source is seen after this long. */
const sourcesKnownForMs = 5_000

/** The newest events of this server's database, looked for once for everybody. */
export interface Feed {
  /** Looks for new events as long as somebody listens. Call what it answers when done. */
  listen(): () => void
  /** The next events after a cursor; empty with `until` = `after` where there is nothing newer. */
  read(after: Cursor, organisation: string | null): Promise<FeedPage>
  /** Waits until there may be something after a cursor, or the signal fires. */
  newer(after: Cursor, signal: AbortSignal): Promise<void>
  /** Whether an event is kept in memory after this cursor that fits; null: the cursor is further back. */
  keptAfter(after: Cursor, fits: (event: FeedEvent) => boolean): boolean | null
  /** Up to where this server has looked; null while nobody listens. */
  seen(): Cursor | null
  sources: FindSources
  stop(): Promise<void>
}

const feeds = new WeakMap<Platform, Feed>()

/** The one feed of this server. */
export function feedOf(platform: Platform): Feed {
  const open = feeds.get(platform)
  if (open) return open
  const feed = openFeed(platform)
  feeds.set(platform, feed)
  return feed
}

/** The newest events, without a gap: all that is after `from` and not after `to`. */
interface Kept {
  readonly events: FeedEvent[]
  from: Cursor
  to: Cursor
  characters: number
}

export function openFeed(platform: Pick<Platform, 'database' | 'telemetry' | 'clock'>): Feed {
  const { reader } = platform.database
  const sources = knownSources(platform)
  const waiting = new Set<() => void>()
  let listeners = 0
  let kept: Kept | null = null
  let looking: { readonly done: Promise<void>; readonly stop: AbortController } | null = null

  const look = async (signal: AbortSignal) => {
    const head = await readHead(reader)
    if (signal.aborted) return
    const mine = (kept ??= { events: [], from: endOf(head), to: endOf(head), characters: 0 })
    while (isBefore(mine.to, endOf(head))) {
      const page = await readPage(reader, mine.to, head, null, sources)
      if (signal.aborted) return
      add(mine, page)
    }
    for (const wake of waiting) wake()
  }
  const loop = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      let pauseMs = lookEveryMs
      await look(signal).catch((error: unknown) => {
        if (!signal.aborted) platform.telemetry.error('new events could not be read', error)
        pauseMs = retryMs
      })
      await wait(pauseMs, undefined, { signal }).catch(() => {})
    }
  }
  const end = async () => {
    const ending = looking
    ending?.stop.abort()
    looking = null
    kept = null
    for (const wake of waiting) wake()
    await ending?.done
  }

  return {
    listen() {
      if (++listeners === 1) {
        const stop = new AbortController()
        const before = looking?.done ?? Promise.resolve()
        looking = { stop, done: before.then(() => loop(stop.signal)) }
      }
      let listens = true
      return () => {
        if (listens && --listeners === 0) void end()
        listens = false
      }
    },
    async read(after, organisation) {
      if (kept && !isBefore(after, kept.from)) return fromKept(kept, after, organisation)
      const head = await readHead(reader)
      if (!isBefore(after, endOf(head))) return { events: [], until: after }
      return readPage(reader, after, head, organisation, sources)
    },
    async newer(after, signal) {
      if (signal.aborted || (kept && isBefore(after, kept.to))) return
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      })
    },
    keptAfter: (after, fits) =>
      kept && !isBefore(after, kept.from)
        ? kept.events.slice(firstAfter(kept.events, after)).some(fits)
        : null,
    seen: () => kept?.to ?? null,
    sources,
    stop: end,
  }
}

function add(kept: Kept, { events, until }: FeedPage): void {
  for (const each of events) {
    kept.events.push(each)
    kept.characters += sizeOf(each)
  }
  kept.to = until
  let over = 0
  while (
    over < kept.events.length &&
    (kept.events.length - over > keptEventsMax || kept.characters > keptCharactersMax)
  )
    kept.characters -= sizeOf(kept.events[over++] as FeedEvent)
  const gone = kept.events.splice(0, over).at(-1)
  if (gone) kept.from = gone.cursor
}

const sizeOf = ({ row }: FeedEvent) => row.body.length

function fromKept({ events, to }: Kept, after: Cursor, organisation: string | null): FeedPage {
  if (!isBefore(after, to)) return { events: [], until: after }
  const first = firstAfter(events, after)
  const page = events.slice(first, first + pageEventsMax)
  const isLast = first + page.length === events.length
  return {
    events: organisation === null ? page : page.filter(({ event }) => event.organisation === organisation),
    until: isLast ? to : (page.at(-1) as FeedEvent).cursor,
  }
}

/** The place of the first event after a cursor, by halving. */
function firstAfter(events: readonly FeedEvent[], after: Cursor): number {
  let [low, high] = [0, events.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(after, (events[middle] as FeedEvent).cursor)) high = middle
    else low = middle + 1
  }
  return low
}

function knownSources({ database, clock }: Pick<Platform, 'database' | 'clock'>): FindSources {
  let known: ReadonlyMap<number, NamedSource> | null = null
  let until = 0
  return async (needed) => {
    const now = clock.monotonic()
    const last = known
    if (last && now < until && needed.every((number) => last.has(number))) return last
    known = await sourcesByNumber(database.reader)
    until = now + sourcesKnownForMs
    return known
  }
}
