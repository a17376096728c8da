import type { Platform } from '../../../../platform/platform.ts'
import { addCounts, namedCounts, type ErasureCounts } from './counts.ts'
import { endOfStep, findPerson, sessionsOf } from './find-person.ts'
import { newestBatch, oldestBatch } from './batches.ts'
import { personPattern } from './person-pattern.ts'
import { sessionsMax, tooManySessions } from './sessions.ts'

/** A preview answers after this long, complete or not; the erasure itself takes the time that it needs. */
const previewMs = 15_000
const stepRows = 10_000

/** What an erasure would find. Counts are of what was looked at; `complete` false: the time ended before. */
export async function previewErasure(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  { organisation, value }: { readonly organisation: string; readonly value: string },
) {
  const { reader } = database
  const until = clock.monotonic() + previewMs
  const pattern = personPattern(value)
  const first = await oldestBatch(reader)
  const newest = await newestBatch(reader)
  const sessions = new Set<string>()
  const holds = new Map<string, number>()
  let counts: ErasureCounts = {}
  const inTime = () => clock.monotonic() < until
  const step = async (after: number) => ({
    organisation,
    pattern,
    after,
    last: await endOfStep(reader, after, newest, stepRows),
  })
  let looked = first
  while (looked < newest && inTime()) {
    const search = await step(looked)
    for (const session of await sessionsOf(reader, search)) sessions.add(session)
    if (sessions.size > sessionsMax) throw tooManySessions()
    looked = search.last
  }
  let found = first
  while (looked >= newest && found < newest && inTime()) {
    const search = await step(found)
    const events = await findPerson(reader, { ...search, sessions: [...sessions] }, clock.now())
    counts = addCounts(counts, events)
    for (const hold of events.flatMap(({ heldBy }) => heldBy)) holds.set(hold, (holds.get(hold) ?? 0) + 1)
    found = search.last
  }
  return {
    complete: found >= newest,
    classes: namedCounts(counts),
    holds: [...holds].map(([hold, count]) => ({ hold, count })),
    sessions: sessions.size,
  }
}
