import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { mkdir } from 'node:fs/promises'
import { keepDeadLetters } from './dead-letters.ts'
import { deliver, type Surroundings } from './deliver.ts'
import { EventsError } from './errors.ts'
import { eventText, type Event } from './event-text.ts'
import { lockFolder } from './lock.ts'
import { withDefaults, type EventsOptions, type Options } from './options.ts'
import { Spool } from './spool.ts'
import type { Position } from './position.ts'

/** A client under way. */
export interface EventsClient {
  /**
   * Resolves to the event's id once it is in the spool: from then on it arrives exactly once, whoever restarts. Throws
   * EventsError `event-invalid`, `event-too-large`, `spool-full`, `closed`, or what the disk says: then it is not sent.
   */
  send(event: Event): Promise<string>
  /** Resolves when the server has acknowledged or refused all that was sent before this call. Throws EventsError `flush-timeout`. */
  flush(timeoutMs?: number): Promise<void>
  /** Ends the client; what is not acknowledged stays in the spool and is sent after the next start. */
  close(): Promise<void>
  /** Bytes that wait in the spool. */
  waitingBytes(): number
}

const system: Surroundings = { now: Date.now, random: Math.random }
const keyBytes = 9

/** Opens a client; what an earlier one left in the folder is sent first. Throws EventsError `spool-in-use`. */
export async function openEvents(given: EventsOptions, surroundings = system): Promise<EventsClient> {
  const options = withDefaults(given)
  await mkdir(options.spoolDir, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(options.spoolDir)
  const bell = new Bell()
  const spool = await Spool.open(options, () => bell.ring()).catch(async (error: unknown) => {
    await unlock()
    throw error
  })
  const stopping = new AbortController()
  const acknowledged = new Bell()
  const sending = sendAll(options, spool, bell, acknowledged, stopping.signal, surroundings)
  // A new one at every start: a number that a crash made forgotten is never given to another event.
  const run = randomBytes(keyBytes).toString('base64url')
  let [sent, isClosed] = [0, false]
  return {
    async send(event) {
      if (isClosed) throw new EventsError('closed', 'This client is closed.')
      const { id, text } = eventText(event, () => `${run}.${++sent}`, surroundings.now())
      await spool.append(text)
      return id
    },
    async flush(timeoutMs = Infinity) {
      await spool.settled()
      await untilDone(spool, spool.end, acknowledged, timeoutMs)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      stopping.abort()
      bell.ring()
      await sending
      await spool.close()
      await unlock()
    },
    waitingBytes: () => spool.bytes,
  }
}

/** Reads, delivers, acknowledges, one request at a time, until the client is closed. */
async function sendAll(
  options: Options,
  spool: Spool,
  bell: Bell,
  acknowledged: Bell,
  stopping: AbortSignal,
  surroundings: Surroundings,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      const rung = bell.next()
      const batch = await spool.read()
      if (!batch) {
        acknowledged.ring()
        await rung
        if (!stopping.aborted) await wait(options.lingerMs, undefined, { signal: stopping }).catch(() => {})
        continue
      }
      const damaged = batch.damaged.map((event) => ({ ...damage, event }))
      await keepDeadLetters(options.spoolDir, damaged, surroundings.now())
      const { texts } = batch
      const stored = texts.length === 0 ? [] : await deliver(options, texts, stopping, surroundings)
      if (!stored) return
      await spool.acknowledge(batch.end)
      options.onAcknowledged(stored.map(idOf))
      acknowledged.ring()
    } catch (error) {
      // The disk: nothing is lost by trying again.
      options.onProblem(`the spool cannot be read: ${error instanceof Error ? error.message : String(error)}`)
      await wait(options.retryMsMax, undefined, { signal: stopping }).catch(() => {})
    }
  }
}

const damage = { reason: 'spool-damaged', message: 'The line in the spool is not what was written.' }
const idOf = (text: string) => (JSON.parse(text) as { id: string }).id

async function untilDone(spool: Spool, end: Position, acknowledged: Bell, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const rung = acknowledged.next()
    if (spool.isDone(end)) return
    const left = deadline - performance.now()
    if (left <= 0)
      throw new EventsError('flush-timeout', `${spool.bytes} bytes still wait after ${timeoutMs} ms`)
    await (left === Infinity ? rung : Promise.race([rung, wait(left, undefined, { ref: false })]))
  }
}

/** Wakes whoever waits for the next ring. */
class Bell {
  #waiting = Promise.withResolvers<void>()

  next(): Promise<void> {
    return this.#waiting.promise
  }

  ring(): void {
    this.#waiting.resolve()
    this.#waiting = Promise.withResolvers()
  }
}
