/** Of one organisation that are listed. */
export const tokensMax = 1000
/** Of one person, or service accounts of one organisation. */
export const tokensEachMax = 100
