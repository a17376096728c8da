import type { Basis, Status } from 'nachweis-verify'

export const statuses = ['holding', 'failing', 'stale', 'unknown'] as const satisfies readonly Status[]

/** How many claims have each status, and how many hold because they were executed. */
export interface Tally {
  readonly total: number
  readonly proven: number
  readonly counts: Readonly<Record<Status, number>>
}

export function tallyOf(claims: readonly { readonly status: Status; readonly basis: Basis }[]): Tally {
  const counts: Record<Status, number> = { holding: 0, failing: 0, stale: 0, unknown: 0 }
  for (const { status } of claims) counts[status] += 1
  const proven = claims.filter(({ status, basis }) => status === 'holding' && basis === 'executed').length
  return { total: claims.length, proven, counts }
}
