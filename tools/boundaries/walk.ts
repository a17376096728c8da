/** A node of the syntax tree (ESTree): `type` and whatever else that type has. */
export interface AnyNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string'

/** Calls `visit` for the node and everything below it. */
export function walk(root: unknown, visit: (node: AnyNode) => void): void {
  if (!isNode(root)) return
  visit(root)
  for (const value of Object.values(root)) {
    if (Array.isArray(value)) for (const item of value) walk(item, visit)
    else walk(value, visit)
  }
}
