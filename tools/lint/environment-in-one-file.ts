import { isMember, isTest, pathOf, type Rule } from './paths.ts'

// One for each program: server, command line, verifier.
const readers = [
  'server/src/platform/config/environment.ts',
  'cli/src/environment.ts',
  'packages/proof/src/node/main.ts',
]
const message = `The environment is read in one file only: ${readers[0]}.`

/** Design rule 12. Tests and tools are free. */
export const environmentInOneFile: Rule = {
  create(context) {
    const path = pathOf(context)
    if (readers.includes(path) || isTest(path) || path.startsWith('tools/') || path.endsWith('.config.ts'))
      return {}
    return {
      MemberExpression(node) {
        if (isMember(node, 'process', 'env')) context.report({ node, message })
      },
      ImportDeclaration(node) {
        const source = (node['source'] as { value: string }).value
        if (source === 'node:process' || source === 'process') context.report({ node, message })
      },
    }
  },
}
