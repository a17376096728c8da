import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { hour, second } from '../../../kernel/clock.ts'
import { defineObserver, type Run } from '../../../engine/claims/index.ts'
import { readHead, type Head } from '../../../engine/log/index.ts'
import type { Reader } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { copyLog } from './log-copy.ts'
import { reconcile, type Reconciled } from './reconcile.ts'
import {
  refusal,
  tamperBytes,
  tamperFork,
  tamperTail,
  type Attacked,
  type ByteKind,
  type Tried,
} from './tamper.ts'

/** How many trials each sentence promises unless the operator says otherwise. */
export const trialsDefault = 100
const trialsMax = 1000
const firstLeafMs = 5_000
const pollMs = 100
/** A server that has just started gets this long to number what it found waiting. */
const secondLookMs = 2_000
const pendingSuspectMs = 5_000

/** What one run saw. Counts are of leaves unless they say otherwise. */
export interface LogObservation {
  readonly copy: {
    readonly from: number
    readonly size: number
    readonly parts: number
    readonly records: number
  }
  /** Why the unaltered copy does not verify, as a code; null when it does. */
  readonly copyRefused: string | null
  readonly bytes: Readonly<Record<ByteKind, Tried>>
  readonly tail: Attacked
  readonly fork: Attacked
  readonly complete: Reconciled & { readonly oldestPendingAgeMs: number }
}

/** Reads the log, tampers with a copy of its newest part in memory, and reconciles the log itself. Writes nothing. */
export const logTampering = defineObserver({
  id: 'log-tampering',
  everyMs: hour,
  budgetMs: 60 * second,
  targets: () => [{ id: 'installation' }],
  observe: (run) => observeLog(run, (below) => randomInt(below)),
})

/** The observation itself; `random(n)` gives a whole number from 0 to n - 1. */
export async function observeLog(
  { platform, signal }: Run,
  random: (below: number) => number,
): Promise<LogObservation> {
  const { reader } = platform.database
  const head = await firstHead(reader, signal)
  const complete = await reconcileTwice(platform, head, random, signal)
  const copy = await copyLog(reader)
  if (!copy) throw new Error('the log is not open')
  const copyRefused = await refusal(copy, copy.keys, copy)
  const context = { signal, random, now: platform.clock.now() }
  // Tampering with what does not verify anyway would show nothing.
  const trials = (claim: string) => (copyRefused === null ? trialsOf(platform, claim) : 0)
  return {
    copy: { from: copy.from, size: copy.size, parts: copy.tiles.size, records: copy.records.length },
    copyRefused,
    bytes: await tamperBytes(copy, trials('tamper-byte'), context),
    tail: await tamperTail(copy, trials('tamper-tail'), context),
    fork: await tamperFork(copy, trials('tamper-fork'), context),
    complete,
  }
}

function trialsOf(platform: Platform, claim: string): number {
  const chosen = platform.configuration().parameters[`audit-log/${claim}`]?.['trials']
  return Math.min(Math.ceil(typeof chosen === 'number' ? chosen : trialsDefault), trialsMax)
}

/** At the very first start the first records are still on their way into the tree. */
async function firstHead(reader: Reader, signal: AbortSignal): Promise<Head> {
  for (let waited = 0; ; waited += pollMs) {
    const head = await readHead(reader)
    if (head && head.size > 0) return head
    if (waited >= firstLeafMs) throw new Error('the log has no entries yet')
    await wait(pollMs, undefined, { signal })
  }
}

async function reconcileTwice(
  platform: Platform,
  head: Head,
  random: (below: number) => number,
  signal: AbortSignal,
) {
  const look = async () => {
    const found = await reconcile(platform.database.reader, head, random, signal)
    const oldest = found.oldestPendingAt
    return { ...found, oldestPendingAgeMs: oldest === null ? 0 : Math.max(0, platform.clock.now() - oldest) }
  }
  const first = await look()
  if (first.oldestPendingAgeMs < pendingSuspectMs) return first
  await wait(secondLookMs, undefined, { signal })
  return look()
}
