import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { triedForMs, waitMs, type Random } from './backoff.ts'
import { holdLease, type Leased } from './lease.ts'
import type { Tried } from './send.ts'
import type { DeliveryState } from './state-names.ts'
import { stopEndpoint } from './stop.ts'
import { pushWriter } from './tables.ts'

/** A delivery whose turn it is. */
export interface Due {
  readonly number: number
  readonly id: string
  readonly tries: number
  /** ms since the epoch; null: not tried yet. */
  readonly firstTryAt: number | null
}

/** What follows for the endpoint: go on, wait, or it was stopped. */
export type Outcome = 'next' | 'wait' | 'stopped'

/** Writes down what became of a try: delivered, to be tried again later, or given up. Throws LeaseLost. */
export async function settle(
  platform: Platform,
  endpoint: Leased,
  due: Due,
  tried: Tried,
  random: Random,
): Promise<Outcome> {
  const now = platform.clock.now()
  const first = due.firstTryAt ?? now
  if (tried.problem === null) {
    await platform.database.transaction(async (tx) => {
      const taken = { failing_since: null, failed_with: null, delivered_at: new Date(now) }
      await holdLease(tx, platform, endpoint, taken)
      await note(tx, due, tried, now, first, 'delivered')
    })
    return 'next'
  }
  if (tried.status === 410) return stop(platform, endpoint, due, tried, now, 'gone')
  const end = first + triedForMs
  if (now >= end) return stop(platform, endpoint, due, tried, now, 'failing')
  const next = Math.min(end, now + waitMs(due.tries + 1, random, tried.retryAfterMs))
  await platform.database.transaction(async (tx) => {
    const { failing_since: since } = await holdLease(tx, platform, endpoint, {
      due_at: new Date(next),
      failed_with: tried.problem,
    })
    if (since === null) await holdLease(tx, platform, endpoint, { failing_since: new Date(now) })
    await note(tx, due, tried, now, first, 'queued')
  })
  return 'wait'
}

/** A delivery whose event is no longer kept: nothing is sent. */
export async function skipErased(platform: Platform, endpoint: Leased, { number }: Due): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await holdLease(tx, platform, endpoint)
    await end(tx, number, 'erased', platform.clock.now())
  })
}

/** What an endpoint failed with for three days is dead; a receiver that says 410 has refused itself, not what was sent. */
async function stop(
  platform: Platform,
  endpoint: Leased,
  due: Due,
  tried: Tried,
  now: number,
  state: 'failing' | 'gone',
): Promise<Outcome> {
  const { organisation } = endpoint
  const actor = { kind: 'system', name: 'events-push' } as const
  await runCommand(platform, { permission: 'events:push', actor, organisation }, async (tx) => {
    await holdLease(tx, platform, endpoint)
    await note(tx, due, tried, now, due.firstTryAt ?? now, state === 'gone' ? 'queued' : 'dead')
    return stopEndpoint(tx, platform, endpoint, state, tried.problem)
  })
  return 'stopped'
}

async function note(
  tx: Writer,
  { number, tries }: Due,
  { status, problem, ms, answer }: Tried,
  now: number,
  first: number,
  state: 'delivered' | 'queued' | 'dead',
): Promise<void> {
  const writer = pushWriter(tx)
  const row = await writer
    .updateTable('events.push_delivery')
    .set({ tries: tries + 1, first_try_at: new Date(first) })
    .where('number', '=', number)
    .where('state', '=', 'queued')
    .returning('number')
    .executeTakeFirst()
  // Somebody gave it up meanwhile.
  if (!row) return
  await writer
    .insertInto('events.push_try')
    .values({ delivery: number, tried: tries + 1, at: new Date(now), ms, status, problem, answer })
    .execute()
  if (state !== 'queued') await end(tx, number, state, now)
}

async function end(
  tx: Writer,
  number: number,
  state: Exclude<DeliveryState, 'queued'>,
  now: number,
): Promise<void> {
  await pushWriter(tx)
    .updateTable('events.push_delivery')
    .set({ state, ended_at: new Date(now) })
    .where('number', '=', number)
    .where('state', '=', 'queued')
    .execute()
}
