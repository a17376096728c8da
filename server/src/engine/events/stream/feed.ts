import { setTimeout as wait } from 'node:timers/promises'
import type { Platform } from '../../../platform/platform.ts'
import { sourcesByNumber, type NamedSource } from '../search/row.ts'
import { isBefore, endOf, type Cursor } from './cursor.ts'
import { KeptEvents } from './kept-events.ts'
import { readHead, readNews, readPage, type FeedEvent, type FeedPage, type FindSources } from './read-page.ts'

const lookEveryMs = 250
/** After a failure, e.g. a database that is away. */
const retryMs = 1_000
/** A new name of a source is seen after this long. */
const sourcesKnownForMs = 5_000

type Needed = Pick<Platform, 'database' | 'telemetry' | 'clock'>

const feeds = new WeakMap<Platform, Feed>()

/** The one feed of this server. */
export function feedOf(platform: Platform): Feed {
  const feed = feeds.get(platform) ?? new Feed(platform)
  feeds.set(platform, feed)
  return feed
}

/** The newest events, looked for once for everybody on this server who listens; whoever is further back reads the table. */
export class Feed {
  readonly #platform: Needed
  /** Sources by their numbers, kept for moments. */
  readonly sources: FindSources
  readonly #waiting = new Set<() => void>()
  #listeners = 0
  #kept: KeptEvents | null = null
  #erased: string | null = null
  #looking: { readonly stop: AbortController; readonly done: Promise<void> } | null = null

  constructor(platform: Needed) {
    this.#platform = platform
    this.sources = knownSources(platform)
  }

  /** Looks for new events as long as somebody listens. Call what it answers when done. */
  listen(): () => void {
    if (++this.#listeners === 1) {
      const stop = new AbortController()
      this.#looking = { stop, done: this.#lookOn(stop.signal) }
    }
    let listens = true
    return () => {
      if (listens && --this.#listeners === 0) void this.stop()
      listens = false
    }
  }

  /** The next events after a cursor; empty with `until` = `after` where there is nothing newer. */
  async read(after: Cursor, organisation: string | null): Promise<FeedPage> {
    if (this.#kept?.reaches(after)) return this.#kept.page(after, organisation)
    const { reader } = this.#platform.database
    const head = await readHead(reader)
    if (!isBefore(after, endOf(head))) return { events: [], until: after }
    return readPage(reader, after, head, organisation, this.sources)
  }

  /** Waits until there may be something after a cursor, or a signal fires. */
  async newer(after: Cursor, signals: readonly AbortSignal[]): Promise<void> {
    const isAborted = signals.some(({ aborted }) => aborted)
    if (isAborted || (this.#kept && isBefore(after, this.#kept.to))) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        for (const signal of signals) signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#waiting.add(wake)
      for (const signal of signals) signal.addEventListener('abort', wake)
    })
  }

  /** Whether an event is kept in memory after this cursor that fits; null: the cursor is further back. */
  keptAfter(after: Cursor, fits: (event: FeedEvent) => boolean): boolean | null {
    return this.#kept?.reaches(after) ? this.#kept.some(after, fits) : null
  }

  /** Up to where this server has looked; null while nobody listens. */
  seen(): Cursor | null {
    return this.#kept?.to ?? null
  }

  async stop(): Promise<void> {
    const ending = this.#looking
    ending?.stop.abort()
    this.#looking = null
    this.#kept = null
    this.#wakeAll()
    await ending?.done
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake()
  }

  async #lookOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let pauseMs = lookEveryMs
      await this.#look(signal).catch((error: unknown) => {
        if (!signal.aborted) this.#platform.telemetry.error('new events could not be read', error)
        pauseMs = retryMs
      })
      await wait(pauseMs, undefined, { signal }).catch(() => {})
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { reader } = this.#platform.database
    const { head, erased } = await readNews(reader)
    // Whoever stopped meanwhile has cleared what is kept, or another look has begun to fill it.
    if (signal.aborted) return
    // What was erased is told to nobody from memory either.
    if (erased !== this.#erased) this.#kept = null
    this.#erased = erased
    const kept = (this.#kept ??= new KeptEvents(endOf(head)))
    while (isBefore(kept.to, endOf(head))) {
      const page = await readPage(reader, kept.to, head, null, this.sources)
      if (signal.aborted) return
      kept.add(page)
    }
    this.#wakeAll()
  }
}

function knownSources({ database, clock }: Needed): FindSources {
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
