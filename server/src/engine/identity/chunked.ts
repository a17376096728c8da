/** Rows or ids in one statement. */
const portionMax = 2000

/** A list in portions that one statement takes. */
export function* chunked<Each>(list: readonly Each[]): Generator<readonly Each[]> {
  for (let from = 0; from < list.length; from += portionMax) yield list.slice(from, from + portionMax)
}
