import { canonicalJson, ProofError } from 'nachweis-verify'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { EventDraft, Received } from '../event.ts'
import { makePartitions, periodAt } from '../partitions.ts'
import { readEvent, type FindCustomer } from '../read-event.ts'
import type { Taken } from '../sources/hearing.ts'
import { openLimit } from '../sources/limit.ts'
import type { Observer } from '../sources/observer.ts'
import type { Source } from '../sources/settings.ts'
import { storeBatch, type Incoming } from './store-batch.ts'

/** Events of one transaction. */
const batchEventsMax = 2_000
const batchBytesMax = 4 * 1024 * 1024
/** Characters of events that wait in memory; beyond it senders wait. */
const waitingCharactersMax = 48 * 1024 * 1024
const bodyCharactersMax = 64 * 1024
const busyRetryS = 2

interface Waiting {
  readonly incoming: readonly Incoming[]
  readonly characters: number
  readonly done: (received: readonly Received[]) => void
  readonly failed: (error: unknown) => void
}

/** Takes events of all senders and commits them together. */
export interface Ingester {
  /**
   * Stores drafts of one source; answers, in their order, what became of each once that is committed. Throws a Problem
   * (429, with the time to wait) when more is waiting than memory allows, and when the database cannot be reached: nothing
   * was accepted then, or nothing that is lost when it is sent again with its keys.
   */
  accept(source: Source, drafts: readonly EventDraft[]): Promise<readonly Received[]>
  /** Lets what is waiting be committed. */
  stop(): Promise<void>
}

/**
 * `customers` answers how to find one, for a request at a time. `heard` is told what became of each request
 * once it is committed.
 */
export function openIngester(
  platform: Platform,
  customers: () => Promise<FindCustomer>,
  heard: Observer['heard'],
): Ingester {
  const limit = openLimit()
  const queue: Waiting[] = []
  let waitingCharacters = 0
  const roomFor = openRoom(platform)
  let stopped = false
  let running: Promise<void> | null = null

  const flush = async () => {
    while (queue.length > 0) {
      const taken = takeBatch(queue)
      const incoming = taken.flatMap((each) => each.incoming)
      try {
        const received = await store(platform, roomFor, incoming)
        let from = 0
        for (const each of taken) {
          each.done(received.slice(from, from + each.incoming.length))
          from += each.incoming.length
        }
      } catch (error) {
        for (const each of taken) each.failed(error)
      }
      for (const each of taken) waitingCharacters -= each.characters
    }
    running = null
  }

  return {
    async accept(source, drafts) {
      if (stopped) throw busy()
      limit.take(source, drafts.length, platform.clock.monotonic())
      const findCustomer = await customers()
      const now = platform.clock.now()
      const answers: (Received | null)[] = []
      const incoming: Incoming[] = []
      let characters = 0
      for (const draft of drafts) {
        const made = understand(source, draft, findCustomer, now)
        if ('kind' in made) answers.push(made)
        else {
          answers.push(null)
          incoming.push(made)
          characters += made.body.length
        }
      }
      if (incoming.length > 0 && waitingCharacters + characters > waitingCharactersMax) throw busy()
      const stored = await commitAll(incoming, characters)
      heard(source, ...outcomeOf(drafts, answers, incoming, stored))
      let next = 0
      return answers.map((answer) => answer ?? (stored[next++] as Received))
    },
    async stop() {
      stopped = true
      await running
    },
  }

  async function commitAll(incoming: readonly Incoming[], characters: number): Promise<readonly Received[]> {
    if (incoming.length === 0) return []
    waitingCharacters += characters
    // A large request is several batches: those before a failure are stored, and repeated by their keys.
    const parts = Array.from({ length: Math.ceil(incoming.length / batchEventsMax) }, (_, part) =>
      incoming.slice(part * batchEventsMax, (part + 1) * batchEventsMax),
    )
    const answers = parts.map(
      (part) =>
        new Promise<readonly Received[]>((done, failed) =>
          queue.push({
            incoming: part,
            characters: part.reduce((sum, { body }) => sum + body.length, 0),
            done,
            failed,
          }),
        ),
    )
    running ??= flush()
    return (await Promise.all(answers)).flat()
  }
}

/** What was stored now or before, and how many were refused. */
function outcomeOf(
  drafts: readonly EventDraft[],
  answers: readonly (Received | null)[],
  incoming: readonly Incoming[],
  stored: readonly Received[],
): [readonly Taken[], number] {
  const taken: Taken[] = []
  let next = 0
  for (const [index, { body }] of drafts.entries()) {
    if (answers[index] !== null) continue
    const { kind } = stored[next] as Received
    const { read } = incoming[next++] as Incoming
    if (kind !== 'refused') taken.push({ kind, body, read })
  }
  return [taken, drafts.length - taken.length]
}

/** Makes the partitions of a moment where the job that makes them ahead has not been, as after a jump of the clock. */
function openRoom(platform: Platform): (now: number) => Promise<void> {
  let ready = { from: 0, to: 0 }
  return async (now) => {
    if (now >= ready.from && now < ready.to) return
    await makePartitions(platform, now)
    ready = periodAt({ id: 0, days: 1 }, now)
  }
}

/** SQLSTATE class 22: a value that the database cannot hold. */
const isDataException = (error: unknown) => String((error as { code?: unknown }).code).startsWith('22')

/** Stores a batch; when one event in it cannot be held, all others are stored and that one is refused. */
async function store(
  platform: Platform,
  roomFor: (now: number) => Promise<void>,
  incoming: readonly Incoming[],
): Promise<readonly Received[]> {
  const now = platform.clock.now()
  await roomFor(now)
  try {
    return await platform.database.transaction((tx) => storeBatch(tx, incoming, now))
  } catch (error) {
    if (!isDataException(error)) throw error
    if (incoming.length === 1) return [notStorable]
    const half = Math.ceil(incoming.length / 2)
    return [
      ...(await store(platform, roomFor, incoming.slice(0, half))),
      ...(await store(platform, roomFor, incoming.slice(half))),
    ]
  }
}

const notStorable: Received = {
  kind: 'refused',
  reason: 'event-not-storable',
  message: 'The database cannot hold a value of this event. Look at its names and values for odd characters.',
}

function understand(
  source: Source,
  draft: EventDraft,
  findCustomer: FindCustomer,
  now: number,
): Incoming | Received {
  const body = canonical(draft)
  if (body === null) return notCanonical
  if (body.length > bodyCharactersMax)
    return {
      kind: 'refused',
      reason: 'event-too-large',
      message: `The event has ${body.length} characters; ${bodyCharactersMax} are the most. Leave out what nobody searches.`,
    }
  const read = readEvent(draft, source, findCustomer, now)
  if ('refused' in read) return { kind: 'refused', reason: read.refused, message: read.message }
  return { source, read, body, key: draft.key }
}

function canonical({ body }: EventDraft): string | null {
  try {
    return canonicalJson(body)
  } catch (error) {
    if (error instanceof ProofError) return null
    throw error
  }
}

const notCanonical: Received = {
  kind: 'refused',
  reason: 'event-not-canonical',
  message:
    'The event is nested deeper than 64 levels, or holds half a surrogate pair. Send well-formed, flatter JSON.',
}

/** Takes requests until a batch is full; at least one. */
function takeBatch(queue: Waiting[]): readonly Waiting[] {
  let [events, characters, count] = [0, 0, 0]
  for (const each of queue) {
    events += each.incoming.length
    characters += each.characters
    if (count > 0 && (events > batchEventsMax || characters > batchBytesMax)) break
    count++
  }
  return queue.splice(0, count)
}

const busy = () =>
  new Problem(
    'too-many-requests',
    'ingest-busy',
    {
      de: 'Hier warten gerade zu viele Ereignisse. Senden Sie dieselben in einigen Sekunden noch einmal.',
      en: 'Too many events are waiting here just now. Send the same ones again in some seconds.',
    },
    busyRetryS,
  )
