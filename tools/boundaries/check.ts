import { browserOnly } from './browser-only.ts'
import { crossings, declarations } from './crossings.ts'
import { cycles } from './cycles.ts'
import type { Finding } from './finding.ts'
import { upwardImports } from './floors.ts'
import { modulesOf } from './house.ts'
import { clientAlone, proofAlone } from './proof-alone.ts'
import { foreignSchemas } from './schemas.ts'
import { readTree } from './source-file.ts'

/** Fewer files than this, and the guard looks at the wrong place: it must never pass on nothing. */
const filesMin = 100

export interface Report {
  readonly files: number
  readonly modules: number
  readonly findings: readonly Finding[]
}

/** Checks the house below `root`. `atLeast` is for tests only. Throws when it sees too few files. */
export function checkBoundaries(root: string, atLeast: number = filesMin): Report {
  const tree = readTree(root)
  const { sources } = tree
  if (sources.length < atLeast)
    throw new Error(`only ${sources.length} source files found below ${root}: nothing was checked`)
  const modules = modulesOf(sources)
  const findings = [
    ...upwardImports(sources),
    ...crossings(sources, modules),
    ...declarations(modules),
    ...cycles(sources, modules),
    ...foreignSchemas(tree, modules),
    ...proofAlone(sources),
    ...clientAlone(sources),
    ...browserOnly(sources),
  ]
  return { files: sources.length, modules: modules.size, findings }
}
