import type { HistoryDay, Status } from 'nachweis-verify'

/** Neighbouring cells of one status: from cell `from`, `length` cells long. */
export interface Run {
  readonly status: Status
  readonly from: number
  readonly length: number
}

/**
 * The status a day is shown with. A day on which the claim failed or was stale, however briefly, counts as that;
 * otherwise whichever of holding and unknown lasted longer.
 */
export function dayStatus(day: HistoryDay): Status {
  if (day.failing > 0) return 'failing'
  if (day.stale > 0) return 'stale'
  return day.holding > 0 && day.holding >= day.unknown ? 'holding' : 'unknown'
}

/** Joins equal neighbours; the first cell is number `offset`. */
export function runs(statuses: readonly Status[], offset = 0): Run[] {
  const found: { status: Status; from: number; length: number }[] = []
  statuses.forEach((status, index) => {
    const last = found.at(-1)
    if (last?.status === status) last.length += 1
    else found.push({ status, from: offset + index, length: 1 })
  })
  return found
}

/** Cells of a bar in user units: how wide one is and how far to the next. */
export interface Cells {
  readonly width: number
  readonly pitch: number
}

/** Middle of the stroke of each status: together with the stroke widths in primitives-css.ts this is the bar's shape. */
const middle: Readonly<Record<Status, number>> = { holding: 11, failing: 13.5, stale: 15.5, unknown: 18 }

/**
 * One path per status that occurs: a run is one thick dashed line, because the dash pattern starts anew with every
 * subpath. 90 days cost a few dozen bytes.
 */
export function barPaths(
  found: readonly Run[],
  cells: Cells,
): { readonly status: Status; readonly d: string }[] {
  const paths = new Map<Status, string>()
  for (const { status, from, length } of found) {
    const line = `M${from * cells.pitch} ${middle[status]}h${(length - 1) * cells.pitch + cells.width}`
    paths.set(status, (paths.get(status) ?? '') + line)
  }
  return [...paths].map(([status, d]) => ({ status, d }))
}
