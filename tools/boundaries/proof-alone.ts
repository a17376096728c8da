import type { Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

const folder = 'packages/proof/'
const nodeFolder = 'packages/proof/src/node/'

/** The verifier runs in every browser and without us: it imports itself only, and Node only below src/node. */
export function proofAlone(sources: readonly SourceFile[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith(folder))
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, target, line }): Finding[] => {
        if (target?.startsWith(nodeFolder) && !path.startsWith(nodeFolder)) {
          return [{ path, line, rule: 'proof-alone', message: `imports ${specifier}, which needs Node` }]
        }
        if (target?.startsWith(folder)) return []
        if (specifier.startsWith('node:') && path.startsWith(nodeFolder)) return []
        return [{ path, line, rule: 'proof-alone', message: `imports ${specifier}` }]
      }),
    )
}
