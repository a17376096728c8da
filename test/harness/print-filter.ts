import { printPath, type Filter } from '../../server/src/engine/identity/provisioning/filter/filter.ts'

/** The filter as SCIM writes it; parsing it again gives the same. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${printPath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'present':
      return `${printPath(filter.path)} pr`
    case 'not':
      return `not (${printFilter(filter.filter)})`
    case 'values':
      return `${printPath(filter.path)}[${printFilter(filter.filter)}]`
    case 'and':
    case 'or':
      return `${side(filter.left, filter.kind, false)} ${filter.kind} ${side(filter.right, filter.kind, true)}`
  }
}

/** `and` binds closer than `or`; both group from the left. */
function side(filter: Filter, around: 'and' | 'or', right: boolean): string {
  const printed = printFilter(filter)
  const wrapped =
    filter.kind === 'or' ? around === 'and' || right : filter.kind === 'and' && around === 'and' && right
  return wrapped ? `(${printed})` : printed
}
