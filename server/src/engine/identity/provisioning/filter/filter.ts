/** A place in a resource: `userName`, `name.familyName`, `urn:…:User:department`. Letters as written; case means nothing. */
export interface AttributePath {
  readonly urn: string | null
  readonly name: string
  readonly sub: string | null
}

export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Operator = (typeof operators)[number]
export type Literal = string | number | boolean | null

/** A filter of RFC 7644, section 3.4.2.2. `values`: some value of a multi-valued attribute fits the inner filter. */
export type Filter =
  | {
      readonly kind: 'compare'
      readonly path: AttributePath
      readonly operator: Operator
      readonly value: Literal
    }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'values'; readonly path: AttributePath; readonly filter: Filter }

/** An attribute path as SCIM writes it. */
export const printPath = ({ urn, name, sub }: AttributePath): string =>
  (urn === null ? '' : `${urn}:`) + name + (sub === null ? '' : `.${sub}`)

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
