import type { Platform } from '../../../platform/platform.ts'
import type { Received } from '../event.ts'
import { makePartitions, periodAt } from '../partitions.ts'
import { storeBatch, type Incoming } from './store-batch.ts'

/** Events of one transaction. */
const batchEventsMax = 2_000
const batchBytesMax = 4 * 1024 * 1024
interface Waiting {
  readonly incoming: readonly Incoming[]
  readonly characters: number
  readonly done: (received: readonly Received[]) => void
  readonly failed: (error: unknown) => void
}

/** Events that wait for their commit, of all senders together. */
export interface CommitQueue {
  /** Characters of the events that wait. */
  waiting(): number
  /**
   * Stores events; answers, in their order, what became of each once that is committed. Many are several batches: those
   * before a failure are stored, and repeated by their keys when they are sent again.
   */
  commit(incoming: readonly Incoming[]): Promise<readonly Received[]>
  /** Waits until nothing is under way. */
  drain(): Promise<void>
}

/** One batch after the other: while one is being committed, the next one gathers. */
export function openCommitQueue(platform: Platform): CommitQueue {
  const queue: Waiting[] = []
  const roomFor = openRoom(platform)
  let characters = 0
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
      for (const each of taken) characters -= each.characters
    }
    running = null
  }

  const enqueue = (incoming: readonly Incoming[]) => {
    const own = incoming.reduce((sum, { body }) => sum + body.length, 0)
    characters += own
    return new Promise<readonly Received[]>((done, failed) =>
      queue.push({ incoming, characters: own, done, failed }),
    )
  }

  return {
    waiting: () => characters,
    async commit(incoming) {
      const answers = parts(incoming).map(enqueue)
      if (answers.length > 0) running ??= flush()
      return (await Promise.all(answers)).flat()
    },
    async drain() {
      await running
    },
  }
}

const parts = (incoming: readonly Incoming[]) =>
  Array.from({ length: Math.ceil(incoming.length / batchEventsMax) }, (_, part) =>
    incoming.slice(part * batchEventsMax, (part + 1) * batchEventsMax),
  )

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
    return await platform.database.transaction((tx) => storeBatch(tx, incoming, now, platform.database.now))
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
