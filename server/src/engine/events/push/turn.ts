import { second } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { closedAmong } from '../../identity/index.ts'
import type { Feed } from '../stream/feed.ts'
import type { Random } from './backoff.ts'
import { fill } from './fill.ts'
import { LeaseLost, releaseEndpoint, takeEndpoint, type Leased } from './lease.ts'
import { payloadOf, webhookId, type Subject } from './message.ts'
import { isOwned, stopUnowned } from './owner.ts'
import { send } from './send.ts'
import { settle, skipErased, type Due, type Outcome } from './settle.ts'
import { pushReader } from './tables.ts'

/** Then others have their turn. */
const turnMs = 20 * second
const deliveriesMax = 200
/** Then it is asked anew whether the organisation is still open, and who answers for the endpoint may still do so. */
const aheadMax = 20

/** What a server needs to send. */
export interface Sender {
  readonly platform: Platform
  readonly feed: Feed
  readonly random: Random
  readonly signal: AbortSignal
}

/** Sends one endpoint what is due, in order, one at a time. Does nothing when another server does so or it is not due. */
export async function takeTurn(sender: Sender, id: string): Promise<void> {
  const { platform, signal } = sender
  const endpoint = await takeEndpoint(platform, id)
  if (!endpoint) return
  try {
    await sendAll(sender, endpoint)
  } catch (error) {
    if (!(error instanceof LeaseLost) && !signal.aborted) throw error
  } finally {
    await releaseEndpoint(platform, endpoint)
  }
}

async function sendAll(sender: Sender, endpoint: Leased): Promise<void> {
  const { platform, feed, signal } = sender
  const until = platform.clock.monotonic() + turnMs
  let sent = 0
  while (!signal.aborted && sent < deliveriesMax && platform.clock.monotonic() < until) {
    // Closed meanwhile: what waits stays, and goes out should the organisation be opened again.
    if ((await closedAmong(platform.database.reader, [endpoint.organisation])).size > 0) return
    if (!(await isOwned(platform.database.reader, endpoint))) return stopUnowned(platform, endpoint)
    const queued = await nextQueued(platform, endpoint)
    for (const each of queued) {
      signal.throwIfAborted()
      if ((await sendOne(sender, endpoint, each)) !== 'next') return
      sent++
    }
    if (queued.length === 0 && (await fill(platform, feed, endpoint)) === null) return
  }
}

type Queued = Due & { readonly subject: Subject }

async function nextQueued({ database }: Platform, { id }: Leased): Promise<Queued[]> {
  const rows = await pushReader(database.reader)
    .selectFrom('events.push_delivery')
    .select(['number', 'id', 'tries', 'first_try_at', 'batch', 'place', 'record'])
    .where('endpoint_id', '=', id)
    .where('state', '=', 'queued')
    .orderBy('number')
    .limit(aheadMax)
    .execute()
  return rows.map(({ batch, place, record, first_try_at: first, ...row }) => ({
    ...row,
    firstTryAt: first?.getTime() ?? null,
    subject:
      batch === null || place === null
        ? { kind: 'record', record: record ?? 0 }
        : { kind: 'event', batch, place },
  }))
}

async function sendOne(
  { platform, feed, random, signal }: Sender,
  endpoint: Leased,
  due: Queued,
): Promise<Outcome> {
  const payload = await payloadOf(platform.database.reader, feed.sources, due.subject)
  if (payload === null) {
    await skipErased(platform, endpoint, due)
    return 'next'
  }
  const tried = await send(platform, endpoint, { id: webhookId(due.id), payload }, signal)
  return settle(platform, endpoint, due, tried, random)
}
