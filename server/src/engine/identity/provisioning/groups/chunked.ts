/** Ids in one statement. */
const idsMax = 2000

/** The ids in portions that one statement takes. */
export function* chunked(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += idsMax) yield ids.slice(from, from + idsMax)
}
