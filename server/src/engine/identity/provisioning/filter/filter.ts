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

/** How many comparisons a filter makes for one value; none makes one. */
export function termsOf(filter: Filter | null): number {
  if (filter?.kind === 'and' || filter?.kind === 'or') return termsOf(filter.left) + termsOf(filter.right)
  return filter?.kind === 'not' || filter?.kind === 'values' ? termsOf(filter.filter) : 1
}
