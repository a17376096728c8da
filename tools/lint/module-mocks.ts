import { isMember, type Node, type Rule } from './paths.ts'

const refused = ['mock', 'doMock', 'unstable_mockModule']

/** Tests run against the real thing or a working fake that is handed in. */
export const moduleMocks: Rule = {
  create(context) {
    return {
      CallExpression(node) {
        const callee = node['callee'] as Node
        if (!refused.some((name) => isMember(callee, 'vi', name))) return
        context.report({
          node,
          message: 'No vi.mock: hand the collaborator in as a parameter and use the real one.',
        })
      },
    }
  },
}
