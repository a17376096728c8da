/** Of one organisation. */
export const sourcesMax = 1_000
/** Of one source. */
export const tokensEachMax = 20
