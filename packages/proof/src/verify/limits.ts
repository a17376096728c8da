/** Bounds of one verification; an installation beyond them is refused, not half verified. */
export const entriesMax = 2_000_000
export const responseBytesMax = 16 * 1024 * 1024
export const evidenceMax = 20_000
export const problemsMax = 100
export const parallelRequestsMax = 8
export const attemptsMax = 3
/** How often document and pages are read until both are of one moment; an installation that has just started changes every second. */
export const momentAttemptsMax = 7

/** Our server signs at least every minute; an older head may hide what came since. */
export const checkpointAgeMaxMs = 600_000
export const futureMaxMs = 300_000
export const documentAgeMaxMs = 600_000
/** How long a server may take to record a change of status that time or evidence brought. */
export const statusLagMaxMs = 600_000
/** Leaf indexes covered by one `/log/records/<n>`. */
export const recordsPerPage = 256
