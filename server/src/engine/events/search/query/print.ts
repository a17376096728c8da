import type { AddressRange, Query, TimeRange, Value } from './ast.ts'

/** The canonical text of a query, and of its time as moments in UTC: `parse` reads the same again. */
export function print(query: Query | null, time: TimeRange = { from: null, to: null }): string {
  if (time.from === null && time.to === null) return query === null ? '' : printed(query)
  const moment = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString())
  const range = `time:${moment(time.from)}..${moment(time.to)}`
  return query === null ? range : `${printPart(query)} ${range}`
}

/** The text of a query as a part of an AND: an OR stands in parentheses. */
export const printPart = (query: Query): string =>
  query.kind === 'or' ? `(${printed(query)})` : printed(query)

function printed(query: Query): string {
  switch (query.kind) {
    case 'and':
      return query.parts.map(printPart).join(' ')
    case 'or':
      return query.parts.length === 0 ? '()' : query.parts.map(printed).join(' OR ')
    case 'not':
      return query.part.kind === 'and' ? `-(${printed(query.part)})` : `-${printPart(query.part)}`
    case 'field':
      return `${query.field}:${printValues(query.values)}`
    case 'exists':
      return `${query.field === 'address' ? 'ip' : query.field}:*`
    case 'outcome':
    case 'flag':
      return `${query.kind}:${query.values.join(',')}`
    case 'address':
      return `ip:${query.ranges.map(printRange).join(',')}`
    case 'words':
      return query.words.length === 1
        ? `${query.words[0]}${query.isPrefix ? '*' : ''}`
        : `"${query.words.join(' ')}"${query.isPrefix ? '*' : ''}`
    case 'id':
      return `id:${query.ids.join(',')}`
    case 'path':
      return `${printPath(query.path)}:${printValues(query.values)}`
    case 'compare':
      return `${printPath(query.path)}:${query.op}${query.value}`
    case 'present':
      return `${printPath(query.path)}:*`
  }
}

const addressBits = (base: string) => (base.includes(':') ? 128 : 32)
const printRange = ({ base, bits }: AddressRange) => (bits === addressBits(base) ? base : `${base}/${bits}`)

const plainValue = /^[\p{L}\p{N}_./@:+-]+$/u
const plainPath = /^[\p{L}\p{N}_./@-]+$/u

const printValues = (values: readonly Value[]) =>
  values.map(({ text, isPrefix }) => `${printValue(text)}${isPrefix ? '*' : ''}`).join(',')

/** A value as it can stand behind a colon: in quotes where it needs them. */
export const printValue = (text: string): string => (plainValue.test(text) ? text : quoted(text))

const printPath = (path: string) => `body.${plainPath.test(path) ? path : quoted(path)}`

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
