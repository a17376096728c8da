import { isMember, isTest, pathOf, type Node, type Rule } from './paths.ts'

const message =
  'Clock and randomness arrive as parameters (platform.clock, ctx): a test must be able to steer them.'

/** Design rule 6: no Date.now(), new Date() or Math.random() in the server's domain code. */
export const ambientTime: Rule = {
  create(context) {
    const path = pathOf(context)
    const free = path === 'server/src/kernel/clock.ts' || path.startsWith('server/src/platform/')
    if (!path.startsWith('server/src/') || free || isTest(path)) return {}
    return {
      MemberExpression(node) {
        if (isMember(node, 'Date', 'now') || isMember(node, 'Math', 'random'))
          context.report({ node, message })
      },
      NewExpression(node) {
        const callee = node['callee'] as Node
        if (callee['name'] === 'Date' && (node['arguments'] as unknown[]).length === 0)
          context.report({ node, message })
      },
    }
  },
}
