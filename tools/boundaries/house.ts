import type { SourceFile } from './source-file.ts'
import { walk, type AnyNode } from './walk.ts'

/** Lower floors know nothing of higher ones (design section 2). */
const floors: readonly (readonly [prefix: string, name: string])[] = [
  ['packages/', 'packages'],
  ['server/src/kernel/', 'kernel'],
  ['server/src/platform/', 'platform'],
  ['server/src/engine/', 'engine'],
  ['server/src/measures/', 'measures'],
  ['server/src/trust-page/', 'trust-page'],
  ['server/src/console/', 'console'],
]

const screens = /^server\/src\/(?:engine\/[^/]+|measures\/[^/]+\/[^/]+)\/console\//

/** Whether a file runs in the browser of somebody who signed in: the console, and the screens in their modules. */
export const isConsoleFile = (path: string): boolean => path.startsWith('console/src/') || screens.test(path)

export interface Floor {
  readonly level: number
  readonly name: string
}

/** The floor on which a file lies; whatever lies on none (main.ts, system.ts, cli) is above all. */
export function floorOf(path: string): Floor {
  if (isConsoleFile(path)) return { level: floors.length, name: 'roof' }
  const level = floors.findIndex(([prefix]) => path.startsWith(prefix))
  return level === -1 ? { level: floors.length, name: 'roof' } : { level, name: floors[level]?.[1] ?? '' }
}

export interface HouseModule {
  /** e.g. `server/src/engine/log` */
  readonly folder: string
  /** The folder's own name, which the declaration must repeat. */
  readonly name: string
  readonly declaredName: string | null
  readonly dependsOn: readonly string[]
}

/** The folder of the module that a file belongs to: engine/<m>, measures/<chapter>/<m>, trust-page, console; else null. */
export function moduleFolderOf(path: string): string | null {
  const found = /^server\/src\/(?:engine\/[^/]+|measures\/[^/]+\/[^/]+|trust-page|console)(?=\/)/.exec(path)
  return found ? found[0] : null
}

/** All modules with what their index.ts declares through defineModule. */
export function modulesOf(sources: readonly SourceFile[]): ReadonlyMap<string, HouseModule> {
  const modules = new Map<string, HouseModule>()
  for (const { path } of sources) {
    const folder = moduleFolderOf(path)
    if (folder === null || modules.has(folder)) continue
    const index = sources.find(
      (source) => source.path === `${folder}/index.ts` || source.path === `${folder}/index.tsx`,
    )
    const name = folder.slice(folder.lastIndexOf('/') + 1)
    modules.set(folder, { folder, name, ...declaration(index) })
  }
  return modules
}

function declaration(index: SourceFile | undefined): Pick<HouseModule, 'declaredName' | 'dependsOn'> {
  let declaredName: string | null = null
  let dependsOn: string[] = []
  if (!index) return { declaredName, dependsOn }
  walk(index.program, (node) => {
    if (node.type !== 'CallExpression' || (node['callee'] as AnyNode)['name'] !== 'defineModule') return
    const [object] = node['arguments'] as AnyNode[]
    for (const property of (object?.['properties'] ?? []) as AnyNode[]) {
      const key = (property['key'] as AnyNode | undefined)?.['name']
      const value = property['value'] as AnyNode | undefined
      if (key === 'name') declaredName = (value?.['value'] as string | undefined) ?? null
      if (key === 'dependsOn')
        dependsOn = ((value?.['elements'] ?? []) as AnyNode[]).map((element) => String(element['value']))
    }
  })
  return { declaredName, dependsOn }
}
