import { randomInt } from 'node:crypto'
import { isoTime } from '../../../../kernel/clock.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { reconcileEvents } from '../reconcile.ts'

/** Whether leaves, rows and deletions of all events still fit together, computed now. Throws a Problem before the log was opened. */
export async function proveTree({ database, clock }: Pick<Platform, 'database' | 'clock'>) {
  const found = await database.snapshot((reader) =>
    reconcileEvents(reader, (below) => randomInt(below), clock.now()),
  )
  if (found === null) throw noTree()
  const { size, pending, rows, expired, erased, difference, newest, sampled, wrong, headRefused } = found
  return {
    at: isoTime(clock.now()),
    size,
    pending,
    rows,
    expired,
    erased,
    difference,
    looked: newest + sampled,
    wrong,
    headRefused,
  }
}

const noTree = () =>
  new Problem('conflict', 'no-tree-yet', {
    de: 'Noch ist kein Ereignis ein Blatt des Baums.',
    en: 'No event is a leaf of the tree yet.',
  })
