/** Of a request of programs that collect for others: as OTLP recommends, and beyond Vector's 10 MB. */
export const collectedBytesMax = 20 * 1024 * 1024
/** Events of such a request. */
export const collectedEventsMax = 50_000
