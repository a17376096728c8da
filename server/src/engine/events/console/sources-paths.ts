/** A place in an event and what stands there. */
export interface PathValue {
  readonly path: string
  readonly value: string
}

const depthMax = 8
const pathsMax = 300
const valueCharactersMax = 120

/** Every single value of an event with its path, in the order in which the event names them. */
export function pathsOf(body: Readonly<Record<string, unknown>>): PathValue[] {
  const found: PathValue[] = []
  collect(body, '', 0, found)
  return found
}

function collect(value: unknown, path: string, depth: number, found: PathValue[]): void {
  if (found.length >= pathsMax) return
  if (typeof value === 'object' && value !== null) {
    if (depth >= depthMax) return
    for (const [name, inner] of Object.entries(value))
      collect(inner, path === '' ? name : `${path}.${name}`, depth + 1, found)
    return
  }
  if (path === '' || !(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'))
    return
  found.push({ path, value: String(value).slice(0, valueCharactersMax) })
}

/** Paths of several events, each once, the most frequent first. */
export function commonPaths(bodies: readonly Readonly<Record<string, unknown>>[]): PathValue[] {
  const counts = new Map<string, { readonly first: PathValue; count: number }>()
  for (const body of bodies)
    for (const each of pathsOf(body)) {
      const known = counts.get(each.path)
      if (known) known.count++
      else counts.set(each.path, { first: each, count: 1 })
    }
  return [...counts.values()].toSorted((one, other) => other.count - one.count).map(({ first }) => first)
}
