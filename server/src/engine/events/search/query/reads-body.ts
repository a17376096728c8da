import type { Query } from './ast.ts'

/** Whether it takes the body of an event to tell if a query fits it; null: everything fits. */
export function readsBody(query: Query | null): boolean {
  switch (query?.kind) {
    case 'and':
    case 'or':
      return query.parts.some(readsBody)
    case 'not':
      return readsBody(query.part)
    case 'words':
    case 'path':
    case 'compare':
    case 'present':
      return true
    default:
      return false
  }
}
