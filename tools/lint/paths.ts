import { relative, sep } from 'node:path'

/** What oxlint hands a rule, as far as ours look at it. */
export interface RuleContext {
  readonly filename: string
  readonly cwd: string
  readonly sourceCode: {
    getAllComments(): readonly Comment[]
    readonly text: string
    readonly lines: readonly string[]
  }
  report(finding: { node?: unknown; loc?: Location; message: string }): void
}

export interface Location {
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
}

export interface Comment {
  readonly type: 'Line' | 'Block' | 'Shebang'
  readonly value: string
  readonly loc: Location
}

/** A node of the syntax tree (ESTree); a rule checks `type` before it reads further. */
export interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

export interface Rule {
  create(context: RuleContext): Record<string, (node: Node) => void>
}

/** The linted file relative to the repository, with slashes. */
export function pathOf(context: RuleContext): string {
  return relative(context.cwd, context.filename).split(sep).join('/')
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/')

/** Whether the node is `<object>.<property>` or `<object>['<property>']`, both by name. */
export function isMember(node: Node, object: string, property: string): boolean {
  const [on, name] = [node['object'] as Node | undefined, node['property'] as Node | undefined]
  if (node.type !== 'MemberExpression' || on?.type !== 'Identifier' || on['name'] !== object) return false
  return name?.['name'] === property || name?.['value'] === property
}
