import type { ShownEvent } from '../search/row.ts'
import { cursorText, type Cursor } from './cursor.ts'
import type { Feed } from './feed.ts'
import type { FeedEvent } from './read-page.ts'

const stillEveryMs = 15_000
const checkEveryMs = 10_000
/** Characters of one message to the network; one event more may go beyond it. */
const partCharactersMax = 64 * 1024

/** What somebody follows. */
export interface Followed {
  readonly after: Cursor
  readonly organisation: string | null
  readonly fits: (event: FeedEvent) => boolean
  /** Whether the follower still may; asked again and again. */
  readonly stillMay: () => Promise<boolean>
}

/** What is told: events in order, or only how far there were none; at last, why it ends. */
export type Told =
  | { readonly kind: 'events'; readonly events: readonly { readonly id: string; readonly text: string }[] }
  | { readonly kind: 'still'; readonly cursor: string }
  | { readonly kind: 'end'; readonly cursor: string }

/** How often something is said though there is nothing, and asked whether the follower still may, in ms. */
export interface Pace {
  readonly stillMs?: number
  readonly checkMs?: number
}

/**
 * Tells every event that fits once, in order, from a cursor on, and then each new one as it is committed; the follower's own
 * speed decides. Ends when the follower no longer may, or the signal fires.
 */
export async function* follow(
  feed: Feed,
  { after, organisation, fits, stillMay }: Followed,
  signal: AbortSignal,
  { stillMs = stillEveryMs, checkMs = checkEveryMs }: Pace = {},
): AsyncGenerator<Told> {
  const stop = feed.listen()
  const still = alarm(stillMs)
  const check = alarm(checkMs)
  let cursor = after
  try {
    for (;;) {
      if (signal.aborted) return
      if (check.rang()) {
        if (!(yield* patiently(stillMay(), still, cursor))) {
          yield { kind: 'end', cursor: cursorText(cursor) }
          return
        }
        check.reset()
      }
      const page = yield* patiently(feed.read(cursor, organisation), still, cursor)
      for (const events of parts(page.events.filter(fits))) {
        yield { kind: 'events', events }
        still.reset()
      }
      const isIdle = page.until === cursor
      cursor = page.until
      if (still.rang()) {
        yield { kind: 'still', cursor: cursorText(cursor) }
        still.reset()
      }
      if (isIdle) await feed.newer(cursor, [signal, still.signal(), check.signal()])
    }
  } finally {
    still.stop()
    check.stop()
    stop()
  }
}

/** Says that it is still there while the database takes long: whoever hears nothing thinks the connection is dead. */
async function* patiently<T>(work: Promise<T>, still: Alarm, cursor: Cursor): AsyncGenerator<Told, T> {
  const done = work.then(
    () => true,
    () => true,
  )
  while (!(await Promise.race([done, still.ring()]))) {
    yield { kind: 'still', cursor: cursorText(cursor) }
    still.reset()
  }
  return work
}

const texts = new WeakMap<ShownEvent, string>()

/** The event as JSON, made once for all who follow. */
function textOf(event: ShownEvent): string {
  const made = texts.get(event) ?? JSON.stringify(event)
  texts.set(event, made)
  return made
}

function* parts(events: readonly FeedEvent[]): Generator<{ id: string; text: string }[]> {
  let part: { id: string; text: string }[] = []
  let characters = 0
  for (const { event } of events) {
    const text = textOf(event)
    part.push({ id: event.id, text })
    characters += text.length
    if (characters < partCharactersMax) continue
    yield part
    part = []
    characters = 0
  }
  if (part.length > 0) yield part
}

type Alarm = ReturnType<typeof alarm>

/** Rings after some time, until it is reset. */
function alarm(ms: number) {
  let ringing = new AbortController()
  let timer = setTimeout(() => ringing.abort(), ms)
  return {
    rang: () => ringing.signal.aborted,
    /** False once it rings. */
    ring: () =>
      new Promise<false>((resolve) => {
        if (ringing.signal.aborted) resolve(false)
        else ringing.signal.addEventListener('abort', () => resolve(false), { once: true })
      }),
    signal: () => ringing.signal,
    reset() {
      clearTimeout(timer)
      if (ringing.signal.aborted) ringing = new AbortController()
      timer = setTimeout(() => ringing.abort(), ms)
    },
    stop: () => clearTimeout(timer),
  }
}
