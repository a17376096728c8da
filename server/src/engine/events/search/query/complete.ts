import { text, type Text } from '../../../../kernel/language.ts'
import { dataTypes, purposes } from '../../classes.ts'
import { flagNames, outcomeNames, queryCharactersMax } from './ast.ts'
import { fieldNames, fieldOf, fields, type FieldName } from './fields.ts'
import { printValue } from './print.ts'

const suggestionsMax = 12
const valueCharactersMax = 200

export interface Suggestion {
  /** Takes the place of the text from `from` to the cursor. */
  readonly insert: string
  readonly kind: 'field' | 'value' | 'word'
  readonly about: Text
}

export interface CompleteOptions {
  /** Which the person may use. */
  readonly fields: readonly FieldName[]
  /** Values that occur in a field (`actor`, `body.http.status`) and begin like this, most useful first. */
  readonly valuesOf: (field: string, prefix: string) => Promise<readonly string[]>
}

/** What could follow at a place in a query: fields, joining words, values. */
export async function complete(
  written: string,
  cursor: number,
  options: CompleteOptions,
): Promise<{ readonly from: number; readonly suggestions: readonly Suggestion[] }> {
  const before = written.slice(0, Math.min(cursor, queryCharactersMax))
  const start = termStart(before)
  const [, lead = '', name, values = ''] = termPattern.exec(before.slice(start)) ?? []
  if (name === undefined) {
    const from = start + lead.length
    return { from, suggestions: beginnings(before.slice(from), lead === '', options.fields) }
  }
  const begun = values.slice(lastValue(values))
  const suggestions = await valuesAt(name, begun, options)
  return { from: before.length - begun.length, suggestions: suggestions.slice(0, suggestionsMax) }
}

/** A negation, and a field with its values so far. */
const termPattern =
  /^(-*)(?:((?:body\.(?:[^\s:"(),]+|"(?:[^"\\]|\\[\s\S])+"))|[\p{L}_][\p{L}\p{N}_.@-]*):([\s\S]*))?/iu

/** Where the last term begins: behind the last blank or parenthesis that is not in quotes. */
const termStart = (before: string) => lastOutsideQuotes(before, /[\s()]/)
const lastValue = (values: string) => lastOutsideQuotes(values, /,/)

function lastOutsideQuotes(written: string, separator: RegExp): number {
  let start = 0
  let isQuoted = false
  for (let index = 0; index < written.length; index++) {
    const character = written[index] ?? ''
    if (isQuoted && character === '\\') index++
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && separator.test(character)) start = index + 1
  }
  return start
}

const joining: readonly { readonly words: readonly string[]; readonly about: Text }[] = [
  { words: ['AND', 'UND'], about: text('beides trifft zu', 'both are true') },
  { words: ['OR', 'ODER'], about: text('eines davon trifft zu', 'one of them is true') },
  { words: ['NOT', 'NICHT'], about: text('das Folgende trifft nicht zu', 'what follows is not true') },
]

function beginnings(begun: string, isFirst: boolean, allowed: readonly FieldName[]): Suggestion[] {
  if (begun.includes('"')) return []
  const prefix = begun.toLowerCase()
  const ofFields = fieldNames
    .filter((name) => allowed.includes(name))
    .filter((name) => name.startsWith(prefix) || fields[name].german.startsWith(prefix))
    .map((name): Suggestion => ({ insert: `${name}:`, kind: 'field', about: fields[name].about }))
  const body: Suggestion = {
    insert: 'body.',
    kind: 'field',
    about: text('ein Feld, wie die Quelle es gesendet hat', 'a field as the source sent it'),
  }
  const ofWords = joining.flatMap(({ words, about }) =>
    words
      .filter((word) => isFirst && begun !== '' && word.startsWith(begun))
      .map((word): Suggestion => ({ insert: `${word} `, kind: 'word', about })),
  )
  return [...ofFields, ...('body.'.startsWith(prefix) ? [body] : []), ...ofWords]
}

const times: readonly { readonly insert: string; readonly about: Text }[] = [
  { insert: '30m', about: text('die letzten 30 Minuten', 'the last 30 minutes') },
  { insert: '24h', about: text('die letzten 24 Stunden', 'the last 24 hours') },
  { insert: '7d', about: text('die letzten 7 Tage', 'the last 7 days') },
  { insert: '30d', about: text('die letzten 30 Tage', 'the last 30 days') },
  { insert: 'today', about: text('seit Mitternacht', 'since midnight') },
  { insert: 'heute', about: text('seit Mitternacht', 'since midnight') },
  { insert: 'yesterday', about: text('der Tag davor', 'the day before') },
  { insert: 'gestern', about: text('der Tag davor', 'the day before') },
]

const fixed: Partial<Readonly<Record<FieldName, readonly string[]>>> = {
  outcome: outcomeNames,
  flag: flagNames,
  type: dataTypes,
  purpose: purposes,
}

async function valuesAt(name: string, begun: string, options: CompleteOptions): Promise<Suggestion[]> {
  const prefix = begun.replace(/^"/, '').replace(/\\(["\\])/g, '$1')
  const isBegun = (value: string) => value.toLowerCase().startsWith(prefix.toLowerCase())
  const path = /^body\./i.test(name) ? name : null
  const field = path === null ? fieldOf(name) : null
  if (path === null && (field === null || !options.fields.includes(field))) return []
  if (field === 'time')
    return times.filter(({ insert }) => isBegun(insert)).map((time) => ({ ...time, kind: 'value' }))
  const about = field === null ? text('Wert im Ereignis', 'value in the event') : fields[field].about
  const known = (field === null ? undefined : fixed[field]) ?? (field === 'id' ? [] : null)
  const values = known ?? (await options.valuesOf(path ?? field ?? '', prefix))
  return values
    .filter((value) => value !== '' && value.length <= valueCharactersMax && isBegun(value))
    .map((value) => ({ insert: printValue(value), kind: 'value', about }))
}
