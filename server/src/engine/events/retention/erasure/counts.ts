import { z } from 'zod'
import { retentionClasses } from '../../classes.ts'
import { isDuty } from '../periods.ts'
import type { FoundEvent } from './find-person.ts'

const countsSchema = z.record(
  z.string(),
  z.object({ erasable: z.number(), held: z.number(), duty: z.number() }),
)

/** By number of the class: what can go, what a hold keeps, and what must be kept by law. */
export type ErasureCounts = z.output<typeof countsSchema>

const duties = new Set(retentionClasses.filter(isDuty).map(({ id }) => id))

/** What is to become of an event that was found. */
export function fateOf(found: Pick<FoundEvent, 'class' | 'heldBy'>): 'erasable' | 'held' | 'duty' {
  if (duties.has(found.class)) return 'duty'
  return found.heldBy.length > 0 ? 'held' : 'erasable'
}

/** The counts with these events added. */
export function addCounts(counts: ErasureCounts, found: readonly FoundEvent[]): ErasureCounts {
  const sums = structuredClone(counts)
  for (const each of found) {
    const sum = (sums[each.class] ??= { erasable: 0, held: 0, duty: 0 })
    sum[fateOf(each)]++
  }
  return sums
}

export const parseCounts = (stored: unknown): ErasureCounts => countsSchema.parse(stored)

/** With the names of the classes, in their order. */
export const namedCounts = (counts: ErasureCounts) =>
  retentionClasses.flatMap(({ id, dataType, purpose }) => {
    const found = counts[id]
    return found ? [{ dataType, purpose, ...found }] : []
  })
