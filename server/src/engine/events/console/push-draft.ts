import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import type { PushEndpoint } from './push-own.ts'
import { problemsOf, timeOfQuery } from './search-query.ts'

/** Every event, those that a search finds, or none. */
export type Scope = 'all' | 'search' | 'none'

/** What can be said of a webhook, as its routes take it. */
export interface PushBody {
  readonly url: string
  readonly description: string
  readonly query: string | null
  readonly kinds: string[]
}

export const scopeOf = ({ query }: Pick<PushEndpoint, 'query'>): Scope => {
  if (query === null) return 'none'
  return query.trim() === '' ? 'all' : 'search'
}

/** What a form says: its values, the search that was typed. */
export function bodyOf(
  { url = '', description = '', scope = 'all', kinds = '' }: Readonly<Record<string, string>>,
  typed: string,
): PushBody {
  const events = { all: '', search: typed.trim(), none: null } satisfies Record<Scope, string | null>
  return {
    url: url.trim(),
    description: description.trim(),
    query: events[scope as Scope],
    kinds: kinds === '' ? [] : kinds.split(','),
  }
}

/** Why nothing useful could be delivered by this; null: it can. What is wrong within a search stands at its field. */
export function problemOf({ query, kinds }: PushBody, scope: Scope): Text | null {
  if (scope === 'none') return kinds.length === 0 ? words.nothing : null
  if (scope === 'all' || query === null) return null
  if (query === '') return words.empty
  if (problemsOf(query).length > 0) return words.wrong
  return timeOfQuery(query) === null ? null : words.time
}

/** Whether a webhook could go there as far as its spelling goes; the server decides. */
export const urlProblem = (given: string): Text | null =>
  /^https?:\/\/[^/]/i.test(given.trim()) && URL.canParse(given.trim()) ? null : words.url

const words = {
  nothing: text(
    'So bekäme der Webhook nichts. Wählen Sie Ereignisse oder mindestens eine Veröffentlichung.',
    'Like this the webhook would get nothing. Choose events or at least one kind of published record.',
  ),
  empty: text(
    'Geben Sie an, wonach gesucht wird, oder wählen Sie „Alle Ereignisse“.',
    'Say what is searched for, or choose “All events”.',
  ),
  wrong: text(
    'Die Suche lässt sich so nicht lesen. Was daran falsch ist, steht unter ihrem Feld.',
    'The search cannot be read like this. What is wrong with it stands under its field.',
  ),
  time: text(
    'Zugestellt wird, was von jetzt an geschieht. Lassen Sie die Zeit in der Suche weg.',
    'What happens from now on is delivered. Leave out the time in the search.',
  ),
  url: text(
    'Das ist keine vollständige Adresse. Sie beginnt mit https://, z. B. https://hooks.firma.de/nachweis.',
    'This is not a complete address. It begins with https://, e.g. https://hooks.company.com/nachweis.',
  ),
}
