import type { Query } from './ast.ts'
import type { FieldName } from './fields.ts'
import { fold } from './fold.ts'
import { parseParts, type WrittenPart } from './parse.ts'
import { print, printPart, printValue } from './print.ts'

/** The term that a value of a facet stands for, or null where the field cannot have it. */
export function termOf(field: FieldName, value: string): Query | null {
  const { query, problems } = parseParts(`${field}:${printValue(value)}`, null).parsed
  return problems.length === 0 ? query : null
}

/**
 * A query and a term besides, joined by AND; whatever says the opposite goes. The rest stays as the person wrote it,
 * times too.
 */
export function addTerm(written: string, term: Query): string {
  const parts = partsOf(written)
  const added = printPart(term)
  if (parts === null) return `${written.trim()} ${added}`.trim()
  if (parts.some((part) => isSame(part.query, term))) return written.trim()
  const opposite: Query = term.kind === 'not' ? term.part : { kind: 'not', part: term }
  const kept = parts.filter((part) => !isSame(part.query, opposite))
  return [...kept.map((part) => (part.isOr ? `(${part.text})` : part.text)), added].join(' ')
}

/** A query without a term that stands in its outermost AND; the rest stays as the person wrote it. */
export function removeTerm(written: string, term: Query): string {
  const parts = partsOf(written)
  const kept = parts?.filter((part) => !isSame(part.query, term))
  return kept === undefined || kept.length === parts?.length
    ? written.trim()
    : kept.map((part) => part.text).join(' ')
}

/** The parts of the outermost AND as they are written; null where the text cannot be read. */
function partsOf(written: string): (WrittenPart & { readonly text: string })[] | null {
  const { parsed, parts } = parseParts(written, null)
  if (parsed.problems.length > 0) return null
  return parts.map((part) => ({ ...part, text: written.slice(part.start, part.end).trim() }))
}

const isSame = (a: Query | null, b: Query) => a !== null && keyOf(a) === keyOf(b)

/** Upper and lower case are the same in a field, but not in the name of a field of the body. */
function keyOf(query: Query): string {
  if (query.kind === 'not') return `-${keyOf(query.part)}`
  return query.kind === 'field' ? fold(print(query)) : print(query)
}
