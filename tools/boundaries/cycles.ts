import type { Finding } from './finding.ts'
import { moduleFolderOf, type HouseModule } from './house.ts'
import type { SourceFile } from './source-file.ts'

/** No circle of modules, neither by import nor by dependsOn. */
export function cycles(sources: readonly SourceFile[], modules: ReadonlyMap<string, HouseModule>): Finding[] {
  const edges = new Map<string, Set<string>>([...modules.keys()].map((folder) => [folder, new Set()]))
  for (const { path, imports } of sources) {
    const own = moduleFolderOf(path)
    for (const { target } of imports) {
      const other = target === null ? null : moduleFolderOf(target)
      if (own !== null && other !== null && own !== other) edges.get(own)?.add(other)
    }
  }
  for (const { folder, dependsOn } of modules.values()) {
    for (const other of modules.values())
      if (dependsOn.includes(other.name)) edges.get(folder)?.add(other.folder)
  }
  return [...edges.keys()].flatMap((start) => {
    const circle = circleThrough(start, edges)
    // Each circle is told once: by its alphabetically first module.
    if (circle === null || circle.some((folder) => folder < start)) return []
    const names = [...circle, start].map((folder) => modules.get(folder)?.name ?? folder)
    return [{ path: `${start}/index.ts`, line: 1, rule: 'cycle', message: names.join(' -> ') }]
  })
}

/** The shortest way from `start` back to itself, or null. */
function circleThrough(start: string, edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of edges.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return null
}
