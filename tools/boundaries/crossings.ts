import type { Finding } from './finding.ts'
import { isConsoleFile, moduleFolderOf, type HouseModule } from './house.ts'
import type { SourceFile } from './source-file.ts'

const listsAll = new Set(['server/src/measures/index.ts', 'server/src/system.ts'])
const isDoor = (folder: string, target: string) =>
  target === `${folder}/index.ts` || target === `${folder}/index.tsx`

/** What the browser may take of a module: what its routes look like, and the list of its screens. */
const isConsoleDoor = (folder: string, target: string) =>
  target === `${folder}/console/index.ts` ||
  target === `${folder}/contract.ts` ||
  target.startsWith(`${folder}/contract/`)

/** A module is entered through its index.ts only, and only by modules that list it in `dependsOn`. */
export function crossings(
  sources: readonly SourceFile[],
  modules: ReadonlyMap<string, HouseModule>,
): Finding[] {
  return sources.flatMap(({ path, imports }) => {
    const own = moduleFolderOf(path)
    return imports.flatMap(({ target, line }): Finding[] => {
      const other = target === null ? null : moduleFolderOf(target)
      if (target === null || other === null || other === own) return []
      const name = modules.get(other)?.name ?? other
      if (isConsoleFile(path) && isConsoleDoor(other, target)) return []
      if (!isDoor(other, target)) {
        return [{ path, line, rule: 'door', message: `enters ${name} beside its index.ts (${target})` }]
      }
      if (own === null || listsAll.has(path) || modules.get(own)?.dependsOn.includes(name)) return []
      return [
        {
          path,
          line,
          rule: 'depends-on',
          message: `uses ${name}, which its module does not list in dependsOn`,
        },
      ]
    })
  })
}

/** A module's declared name is its folder's; it depends on modules that exist. */
export function declarations(modules: ReadonlyMap<string, HouseModule>): Finding[] {
  const names = new Set([...modules.values()].map(({ name }) => name))
  return [...modules.values()].flatMap(({ folder, name, declaredName, dependsOn }) => {
    const at = { path: `${folder}/index.ts`, line: 1 }
    const misnamed = declaredName !== null && declaredName !== name
    return [
      ...(misnamed
        ? [{ ...at, rule: 'module-name', message: `calls itself ${declaredName} in the folder ${name}` }]
        : []),
      ...dependsOn
        .filter((other) => !names.has(other))
        .map((other) => ({ ...at, rule: 'depends-on', message: `depends on ${other}, which is no module` })),
    ]
  })
}
