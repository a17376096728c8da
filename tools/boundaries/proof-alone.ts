import type { Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

const folder = 'packages/proof/'
const nodeFolder = 'packages/proof/src/node/'
const clientFolder = 'packages/events/'

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

/** The client runs in programs of others: it imports itself and Node only. */
export function clientAlone(sources: readonly SourceFile[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith(clientFolder))
    .flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ specifier, target }) => !target?.startsWith(clientFolder) && !specifier.startsWith('node:'),
        )
        .map(({ specifier, line }) => ({
          path,
          line,
          rule: 'client-alone',
          message: `imports ${specifier}`,
        })),
    )
}
