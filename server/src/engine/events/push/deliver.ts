import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Service } from '../../../kernel/module.ts'
import type { Platform } from '../../../platform/platform.ts'
import { receivedAt } from '../event.ts'
import { isBefore, type Cursor } from '../stream/cursor.ts'
import { feedOf, type Feed } from '../stream/feed.ts'
import { fittingKept } from '../stream/fitting.ts'
import type { Random } from './backoff.ts'
import { findDue, type DueEndpoint } from './find-due.ts'
import { takeTurn, type Sender } from './turn.ts'

const lookEveryMs = 300
/** Endpoints that one server sends to at the same time. */
const parallelMax = 8
/** A server that stops lets a try that is under way end. */
const stopGraceMs = 5_000
/** How far the stored cursor of an endpoint without matches may be behind: what a fresh start looks at once more. */
const behindMsMax = 60_000

/** Sends what is due to all endpoints, together with all other servers. */
export async function startPush(platform: Platform, random: Random = randomShare): Promise<Service> {
  const stopping = new AbortController()
  const cut = new AbortController()
  const feed = feedOf(platform)
  const sender: Sender = { platform, feed, random, signal: cut.signal }
  const running = new Map<string, Promise<void>>()
  const run = (id: string) => {
    const turn = takeTurn(sender, id)
      .catch((error: unknown) => platform.telemetry.error('webhooks were not sent', error, { endpoint: id }))
      .finally(() => running.delete(id))
    running.set(id, turn)
  }
  const interest = openInterest(platform, feed)
  const loop = async () => {
    let after: string | null = null
    while (!stopping.signal.aborted) {
      try {
        const page: Awaited<ReturnType<typeof findDue>> = await findDue(platform, after)
        after = page.next
        interest.listen(page.any)
        for (const each of page.due) {
          if (running.size >= parallelMax) break
          if (!running.has(each.id) && (await interest.concerns(each))) run(each.id)
        }
      } catch (error) {
        platform.telemetry.error('due webhooks could not be found', error)
      }
      await wait(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const looping = loop()
  return {
    async stop() {
      stopping.abort()
      const grace = setTimeout(() => cut.abort(), stopGraceMs)
      await looping
      await Promise.all(running.values())
      clearTimeout(grace)
      interest.listen(false)
    },
  }
}

const shares = 2 ** 32
const randomShare: Random = () => randomInt(shares) / shares

/** Whether there is something for an endpoint, as far as that can be told from memory. */
function openInterest(platform: Platform, feed: Feed) {
  const looked = new Map<string, Cursor>()
  let stop: (() => void) | null = null
  return {
    /** Looks for new events as long as there are endpoints. */
    listen(any: boolean) {
      if (any) stop ??= feed.listen()
      else {
        stop?.()
        stop = null
        looked.clear()
      }
    },
    async concerns({ id, organisation, everywhere, query, cursor, isWaiting, hasRecords }: DueEndpoint) {
      if (isWaiting || hasRecords) return true
      const seen = feed.seen()
      if (query === null || seen === null) return false
      const key = `${id} ${query}`
      const known = looked.get(key)
      const after = known && isBefore(cursor, known) ? known : cursor
      const fits = await fittingKept(platform, organisation, query)
      const found = feed.keptAfter(
        after,
        (each) => (everywhere || each.event.organisation === organisation) && fits(each),
      )
      if (found !== false) return true
      looked.set(key, seen)
      return receivedAt(seen.batch) - receivedAt(cursor.batch) > behindMsMax
    },
  }
}
