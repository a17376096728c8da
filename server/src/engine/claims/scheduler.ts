import { sleep } from '../../platform/jobs/sleep.ts'
import type { Platform } from '../../platform/platform.ts'
import { takeClaimsLock } from './lock.ts'
import { observe } from './observe.ts'
import { recordEvidence } from './record-evidence.ts'
import type { Registry } from './registry.ts'
import {
  endRun,
  freeRunLeases,
  planSchedule,
  recordMissed,
  repairSchedule,
  takeDue,
  type DueRun,
} from './schedule.ts'
import { settle } from './settle.ts'

const tickMs = 1_000
const settleEveryMs = 5_000
const missedEveryMs = 10_000
const clockStepMs = 2_000
const concurrencyMax = 3
/** One place is always left: however many slow targets an observer has, the others come to their turn. */
const sameObserverMax = concurrencyMax - 1

/** The clock of all checks. */
export interface Scheduler {
  /** Takes over changed targets; what answers for one of the claims runs soon. */
  replan(unproven: ReadonlySet<string>): Promise<void>
  /** Interrupts running checks, which are due again at the next start; no new ones start. */
  stop(): Promise<void>
}

/** Starts running due checks. Several servers share the work through leases in the database. */
export async function startScheduler(
  platform: Platform,
  registry: Registry,
  unproven: ReadonlySet<string>,
): Promise<Scheduler> {
  await planSchedule(platform, registry, unproven)
  await freeRunLeases(platform)
  await recordMissed(platform, registry)
  // What ran out while nobody was there enters the history before new evidence covers it up.
  await settleAll(platform)
  const running = new Map<Promise<void>, string>()
  const stopping = new AbortController()

  const start = (run: DueRun) => {
    const work = runOnce(platform, registry, run, stopping.signal).finally(() => running.delete(work))
    running.set(work, run.observer.id)
  }
  const beats = [
    every(settleEveryMs, () => settleAll(platform)),
    every(missedEveryMs, () => recordMissed(platform, registry)),
    onClockStep(platform, () => repairSchedule(platform, registry)),
    async () => {
      while (running.size < concurrencyMax) {
        const [run] = await takeDue(platform, registry, 1, crowded([...running.values()]))
        if (!run) return
        start(run)
      }
    },
  ]
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        for (const beat of beats) await beat()
      } catch (error) {
        platform.telemetry.error('scheduler tick failed', error)
      }
      await sleep(tickMs, stopping.signal)
    }
  }
  const looping = loop()
  return {
    replan: (claims) => planSchedule(platform, registry, claims),
    async stop() {
      stopping.abort()
      await looping
      await Promise.all(running.keys())
    },
  }

  function every(ms: number, work: () => Promise<void>) {
    let last = platform.clock.monotonic()
    return async () => {
      if (platform.clock.monotonic() - last < ms) return
      last = platform.clock.monotonic()
      await work()
    }
  }
}

const crowded = (observers: readonly string[]) =>
  new Set(observers.filter((id) => observers.filter((other) => other === id).length >= sameObserverMax))

/** Calls `work` when the wall clock moved otherwise than the monotonic one. */
function onClockStep({ clock, telemetry }: Platform, work: () => Promise<void>) {
  let wall = clock.now()
  let steady = clock.monotonic()
  return async () => {
    const step = clock.now() - wall - (clock.monotonic() - steady)
    wall = clock.now()
    steady = clock.monotonic()
    if (Math.abs(step) < clockStepMs) return
    telemetry.warn('the system clock was set', { stepMs: Math.round(step) })
    await work()
  }
}

async function runOnce(
  platform: Platform,
  registry: Registry,
  run: DueRun,
  stopping: AbortSignal,
): Promise<void> {
  const { observer, target } = run
  try {
    const observed = await observe(platform, registry, observer, target, stopping)
    await recordEvidence(platform, observed, { kind: 'system', name: 'claims' })
    await endRun(platform, run, observer.everyMs)
  } catch (error) {
    if (stopping.aborted) return endRun(platform, run, 0).catch(() => {})
    // The lease runs out by itself, and the run is due again.
    platform.telemetry.error('check run was not recorded', error, {
      observer: observer.id,
      target: target.id,
    })
  }
}

async function settleAll(platform: Platform): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await takeClaimsLock(tx)
    await settle(tx, null, platform.clock.now())
  })
}
