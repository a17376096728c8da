import { sql } from 'kysely'
import { isoTime } from '../../kernel/clock.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { append } from '../log/index.ts'
import type { Observer, Target } from './define.ts'
import { takeClaimsLock } from './lock.ts'
import type { Registry } from './registry.ts'
import { claimsWriter } from './tables.ts'

/** A run that is due, with its lease taken. */
export interface DueRun {
  readonly observer: Observer
  readonly target: Target
}

const leaseGraceMs = 30_000
/** A run this much late against its interval has been missed. */
const missedAfterIntervals = 1.5

/**
 * Brings the schedule in line with observers and configured targets: what is new, and whatever answers for one of the
 * `unproven` claims, is due at once; what is gone is removed.
 */
export async function planSchedule(
  platform: Platform,
  registry: Registry,
  unproven: ReadonlySet<string>,
): Promise<void> {
  const rows = [...registry.observers.values()].flatMap((observer) =>
    observer.targets(platform.configuration(), platform).map((target) => ({
      observer: observer.id,
      target: target.id,
      soon: answersFor(registry, observer, unproven),
    })),
  )
  const observers = rows.map((row) => row.observer)
  const targets = rows.map((row) => row.target)
  const soon = rows.map((row) => row.soon)
  await platform.database.transaction(async (tx) => {
    const now = isoTime(platform.clock.now())
    await sql`delete from claims.schedule where (observer, target) not in
      (select * from unnest(${observers}::text[], ${targets}::text[]))`.execute(tx)
    await sql`insert into claims.schedule (observer, target, due_at)
      select observer, target, ${now}::timestamptz from unnest(${observers}::text[], ${targets}::text[]) as wanted (observer, target)
      on conflict do nothing`.execute(tx)
    await sql`update claims.schedule set due_at = ${now}::timestamptz
      from unnest(${observers}::text[], ${targets}::text[], ${soon}::boolean[]) as wanted (observer, target, soon)
      where schedule.observer = wanted.observer and schedule.target = wanted.target and soon
        and schedule.due_at > ${now}::timestamptz`.execute(tx)
  })
}

/** Takes back leases of a process that died, where no other server can hold one: on the embedded database. */
export async function freeRunLeases({ database }: Platform): Promise<void> {
  if (database.kind === 'embedded')
    await sql`update claims.schedule set leased_until = null`.execute(database.reader)
}

const answersFor = (registry: Registry, observer: Observer, claims: ReadonlySet<string>) =>
  (registry.checksOf.get(observer) ?? []).some(({ id }) => claims.has(id))

/**
 * Takes up to `limit` due runs for this server, none of the observers in `crowded`. Their next time is set already: a crash
 * loses a run, never the schedule.
 */
export async function takeDue(
  platform: Platform,
  registry: Registry,
  limit: number,
  crowded: ReadonlySet<string> = new Set(),
): Promise<DueRun[]> {
  const now = platform.clock.now()
  const observers = [...registry.observers.keys()].filter((id) => !crowded.has(id))
  if (observers.length === 0) return []
  return platform.database.transaction(async (tx) => {
    const rows = await claimsWriter(tx)
      .selectFrom('claims.schedule')
      .selectAll()
      .where('observer', 'in', observers)
      .where('due_at', '<=', new Date(now))
      .where((where) =>
        where.or([where('leased_until', 'is', null), where('leased_until', '<', new Date(now))]),
      )
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    const runs: DueRun[] = []
    for (const row of rows) {
      const observer = registry.observers.get(row.observer)
      const target = observer
        ?.targets(platform.configuration(), platform)
        .find((candidate) => candidate.id === row.target)
      if (!observer) continue
      await lease(tx, observer, row.target, now)
      // No target of this configuration any more: the lease keeps it from standing in the way of the others.
      if (!target) continue
      runs.push({ observer, target })
    }
    return runs
  })
}

async function lease(tx: Writer, observer: Observer, target: string, now: number): Promise<void> {
  await claimsWriter(tx)
    .updateTable('claims.schedule')
    .set({ leased_until: new Date(now + observer.budgetMs + leaseGraceMs) })
    .where('observer', '=', observer.id)
    .where('target', '=', target)
    .execute()
}

/** Ends the lease; the next run is due in `inMs`. */
export async function endRun(platform: Platform, { observer, target }: DueRun, inMs: number): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await claimsWriter(tx)
      .updateTable('claims.schedule')
      .set({ leased_until: null, due_at: new Date(platform.clock.now() + inMs) })
      .where('observer', '=', observer.id)
      .where('target', '=', target.id)
      .execute()
  })
}

/**
 * Records runs that did not take place while nobody was there, as one record for all, and makes them due now. Without it
 * a gap would look like a day on which everything was checked.
 */
export async function recordMissed(platform: Platform, registry: Registry): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const now = platform.clock.now()
    const rows = await claimsWriter(tx)
      .selectFrom('claims.schedule')
      .selectAll()
      .where('due_at', '<', new Date(now - 1000))
      .where((where) =>
        where.or([where('leased_until', 'is', null), where('leased_until', '<', new Date(now))]),
      )
      .execute()
    const counts = new Map<string, number>()
    let from = now
    for (const row of rows) {
      const observer = registry.observers.get(row.observer)
      const late = now - row.due_at.getTime()
      if (!observer || late < observer.everyMs * missedAfterIntervals - observer.everyMs) continue
      from = Math.min(from, row.due_at.getTime())
      const count = Math.max(1, Math.floor(late / observer.everyMs))
      for (const check of registry.checksOf.get(observer) ?? [])
        counts.set(check.id, (counts.get(check.id) ?? 0) + count)
      await sql`update claims.schedule set due_at = ${isoTime(now)}::timestamptz, leased_until = null
        where observer = ${row.observer} and target = ${row.target}`.execute(tx)
    }
    if (counts.size === 0) return
    await takeClaimsLock(tx)
    const runs = [...counts].map(([check, count]) => ({ check, count }))
    const data = { from: isoTime(from), to: isoTime(now), runs }
    const [record] = await append(
      tx,
      [{ type: 'claims.runs-missed', data, disclosed: true }],
      { kind: 'system', name: 'claims' },
      now,
    )
    await claimsWriter(tx)
      .insertInto('claims.missed')
      .values({ record_id: (record as { id: string }).id })
      .execute()
  })
}

/** After the clock was set back, runs would be due too late: none is due later than one interval from now. */
export async function repairSchedule(platform: Platform, registry: Registry): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const now = platform.clock.now()
    for (const observer of registry.observers.values()) {
      await claimsWriter(tx)
        .updateTable('claims.schedule')
        .set({ due_at: new Date(now), leased_until: null })
        .where('observer', '=', observer.id)
        .where('due_at', '>', new Date(now + observer.everyMs))
        .execute()
    }
  })
}
