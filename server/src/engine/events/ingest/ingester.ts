import { canonicalJson, ProofError } from 'nachweis-verify'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { EventDraft, Received } from '../event.ts'
import { readEvent, type FindCustomer } from '../read-event.ts'
import { numberOf, type Taken } from '../sources/hearing.ts'
import { openLimit } from '../sources/limit.ts'
import type { Observer } from '../sources/observer.ts'
import type { Source } from '../sources/settings.ts'
import { openCommitQueue } from './commit-queue.ts'
import type { Incoming } from './store-batch.ts'

/** Characters of events that wait in memory; beyond it senders wait. */
const waitingCharactersMax = 48 * 1024 * 1024
const bodyCharactersMax = 64 * 1024
const busyRetryS = 2

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
  const queue = openCommitQueue(platform)
  let stopped = false

  const understood = async (source: Source, drafts: readonly EventDraft[]) => {
    if (stopped) throw busy()
    limit.take(source, drafts.length, platform.clock.monotonic())
    const findCustomer = await customers()
    const now = platform.clock.now()
    return drafts.map((draft) => understand(source, draft, findCustomer, now))
  }
  const store = async (source: Source, all: readonly Understood[]) => {
    const incoming = all.filter((each): each is Incoming => !('kind' in each))
    const characters = incoming.reduce((sum, { body }) => sum + body.length, 0)
    if (incoming.length > 0 && queue.waiting() + characters > waitingCharactersMax) throw busy()
    const stored = await queue.commit(incoming)
    const taken = incoming.flatMap(({ read, numbered }, index): Taken[] => {
      const { kind } = stored[index] as Received
      return kind === 'refused' ? [] : [{ kind, read, numbered }]
    })
    heard(source, taken, all.length - taken.length)
    let next = 0
    return all.map((each) => ('kind' in each ? each : (stored[next++] as Received)))
  }

  return {
    // Two steps, none of which holds the drafts: what was parsed must not live in memory until the commit.
    accept: (source, drafts) => understood(source, drafts).then((all) => store(source, all)),
    async stop() {
      stopped = true
      await queue.drain()
    },
  }
}

type Understood = Incoming | Extract<Received, { kind: 'refused' }>

function understand(source: Source, draft: EventDraft, findCustomer: FindCustomer, now: number): Understood {
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
  return { source, read, body, key: draft.key, numbered: numberOf(source, draft.body) }
}

function canonical({ body }: EventDraft): string | null {
  try {
    return canonicalJson(body)
  } catch (error) {
    if (error instanceof ProofError) return null
    throw error
  }
}

const notCanonical: Understood = {
  kind: 'refused',
  reason: 'event-not-canonical',
  message:
    'The event is nested deeper than 64 levels, or holds half a surrogate pair. Send well-formed, flatter JSON.',
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
