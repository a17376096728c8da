import type { JsonObject, JsonValue } from '../../json.ts'

const pathsMax = 20
const namesMax = 10

type Path = readonly string[]

/**
 * What `filter_path` leaves of an answer, so that little goes over the line: paths of names with commas between them, `*` is
 * any one name, `**` any number; lists count by their elements. A filter beyond the limits, or one that excludes, leaves all.
 */
export function filtered(answer: object, filter: string | undefined): object {
  if (filter === undefined || filter === '') return answer
  const paths = filter.split(',', pathsMax + 1).map((path) => path.trim().split('.'))
  if (paths.length > pathsMax || paths.some((path) => path.length > namesMax || path[0]?.startsWith('-')))
    return answer
  return (kept(answer as JsonObject, paths) ?? {}) as object
}

/** Undefined: nothing of it. */
function kept(value: JsonValue, paths: readonly Path[]): JsonValue | undefined {
  if (paths.some((path) => path.length === 0)) return value
  if (typeof value !== 'object' || value === null || paths.length === 0) return undefined
  if (Array.isArray(value)) {
    const found = value.map((each) => kept(each as JsonValue, paths)).filter((each) => each !== undefined)
    return found.length === 0 ? undefined : found
  }
  const found = Object.entries(value as JsonObject).flatMap(([name, each]) => {
    const part = kept(each, below(paths, name))
    return part === undefined ? [] : [[name, part] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

/** How the paths go on below a name; each once. */
function below(paths: readonly Path[], name: string): Path[] {
  const next = paths.flatMap((path) => stepsOf(path, name))
  return [...new Map(next.map((path) => [path.join('.'), path])).values()]
}

function stepsOf(path: Path, name: string): Path[] {
  const [first, ...rest] = path
  if (first === '**') return [path, ...stepsOf(rest, name), ...(rest.length === 0 ? [rest] : [])]
  return first === '*' || first === name ? [rest] : []
}
