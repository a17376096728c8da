import type { Query, Value } from './ast.ts'
import { fold } from './fold.ts'

declare const isResolved: unique symbol

/** A query whose sources and customers are ids: names change, what is stored does not. */
export type ResolvedQuery = Query & { readonly [isResolved]: true }

interface Named {
  readonly id: string
  readonly name: string
}

/** What the person may name. */
export interface Names {
  readonly sources: readonly Named[]
  readonly customers: readonly Named[]
}

/** Puts ids for the names, or beginnings of names, of sources and customers; a name that nobody has matches nothing. */
export function resolve<Q extends Query | null>(query: Q, names: Names): ResolvedQuery | Extract<Q, null>
export function resolve(query: Query | null, names: Names): ResolvedQuery | null {
  return query === null ? null : (resolved(query, names) as ResolvedQuery)
}

function resolved(query: Query, names: Names): Query {
  if (query.kind === 'and' || query.kind === 'or')
    return { ...query, parts: query.parts.map((part) => resolved(part, names)) }
  if (query.kind === 'not') return { ...query, part: resolved(query.part, names) }
  if (query.kind !== 'field') return query
  if (query.field === 'source') return { ...query, values: idsOf(query.values, names.sources) }
  if (query.field === 'customer') return { ...query, values: idsOf(query.values, names.customers) }
  return query
}

const idsOf = (values: readonly Value[], known: readonly Named[]): Value[] =>
  known
    .filter(({ id, name }) => values.some((value) => isMeant(value, name) || isMeant(value, id)))
    .map(({ id }) => ({ text: id, isPrefix: false }))

function isMeant(value: Value, name: string): boolean {
  const [wanted, found] = [fold(value.text), fold(name)]
  return value.isPrefix ? found.startsWith(wanted) : found === wanted
}
