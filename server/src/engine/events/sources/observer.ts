import { day, second } from '../../../kernel/clock.ts'
import type { Service } from '../../../kernel/module.ts'
import type { Platform } from '../../../platform/platform.ts'
import { eventsWriter } from '../tables.ts'
import { emptyHearing, note, type Hearing, type Taken } from './hearing.ts'
import type { Source } from './settings.ts'
import { writeHeard } from './write-heard.ts'

const flushEveryMs = 2 * second
/** How long what was heard of an hour, and where a sequence stood, is of use. */
const hoursKeptMs = 90 * day
const sequencesKeptMs = 30 * day

/** Hears what sources send: how much, how late, with which gaps. */
export interface Observer {
  /** Notes what became of a request of a source that was just committed. */
  heard(source: Source, taken: readonly Taken[], refused: number): void
  /** Notes that a token was used. */
  used(token: string): void
  /** Writes what was heard since; what cannot be written is written the next time. */
  flush(): Promise<void>
}

export function openObserver(platform: Pick<Platform, 'clock' | 'database'>): Observer {
  const newest = new Map<number, number>()
  let current = emptyHearing()
  let unwritten: Hearing | null = null
  let writing: Promise<void> = Promise.resolve()

  const put = async (hearing: Hearing) => {
    if (hearing.sources.size === 0 && hearing.tokens.size === 0) return
    await platform.database.transaction((tx) => writeHeard(tx, hearing, platform.clock.now()))
  }
  const write = async () => {
    if (unwritten !== null) await put(unwritten)
    unwritten = current
    current = emptyHearing()
    await put(unwritten)
    unwritten = null
  }
  return {
    heard: (source, taken, refused) => note(current, newest, source, taken, refused, platform.clock.now()),
    used: (token) => current.tokens.set(token, platform.clock.now()),
    flush() {
      writing = writing.then(write, write)
      return writing
    },
  }
}

/** Writes what an observer heard every few seconds, as long as the server runs. */
export async function startObserving(
  platform: Pick<Platform, 'telemetry'>,
  observer: Observer,
): Promise<Service> {
  let isWriting = false
  const flush = async () => {
    if (isWriting) return
    isWriting = true
    try {
      await observer.flush()
    } catch (error) {
      platform.telemetry.error('what was heard of sources could not be written', error)
    } finally {
      isWriting = false
    }
  }
  const timer = setInterval(() => void flush(), flushEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      isWriting = false
      await flush()
    },
  }
}

/** Deletes what was heard too long ago to be of use. */
export async function forgetHeard({ database, clock }: Pick<Platform, 'database' | 'clock'>): Promise<void> {
  const now = clock.now()
  await database.transaction(async (tx) => {
    const tables = eventsWriter(tx)
    await tables
      .deleteFrom('events.source_hour')
      .where('hour', '<', new Date(now - hoursKeptMs))
      .execute()
    await tables
      .deleteFrom('events.source_sequence')
      .where('seen_at', '<', new Date(now - sequencesKeptMs))
      .execute()
  })
}
