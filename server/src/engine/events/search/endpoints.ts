import type { Actor } from '../../../kernel/actor.ts'
import { may } from '../../../kernel/permission.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { eventTree, firstLeaves, readHead } from '../../log/index.ts'
import { eventId, parseEventId } from '../event.ts'
import { eventFacets, eventHistogram, searchEvents, showEvent, suggestQuery } from './contract.ts'
import { facets } from './facets.ts'
import { histogram } from './histogram.ts'
import type { QueryProblem } from './query/ast.ts'
import { parse } from './query/parse.ts'
import { resolve } from './query/resolve.ts'
import { namesOf, searchPage, type Search } from './search.ts'
import { openSuggester } from './suggest.ts'
import { openTurns } from './turns.ts'
import { findEvent } from './find-event.ts'
import { defaultZone } from './query/zone.ts'

interface Asked {
  readonly q: string
  readonly everywhere: boolean
  /** Whose days and hours are meant, by its IANA name. */
  readonly zone?: string
}

/** What a request may see and looks for. Throws a Problem for a query that is none, and for what is not the caller's. */
export async function searchOf(
  platform: Platform,
  actor: Actor,
  organisation: string,
  { q, everywhere, zone = defaultZone }: Asked,
  permission: 'events:read' | 'events:export' = 'events:read',
): Promise<Search> {
  // Whoever may look into any customer at all may look into all: people of customers never may.
  if (everywhere && !may(actor, permission, anyCustomer)) throw notEverywhere()
  const parsed = parse(q, { now: platform.clock.now(), zone })
  if (parsed.problems.length > 0) throw notAQuery(parsed.problems)
  const { sources, customers } = await namesOf(platform)
  const query =
    parsed.query &&
    resolve(parsed.query, {
      sources: [...sources.values()],
      customers: [...customers].map(([id, name]) => ({ id, name })),
    })
  const { from, to } = parsed
  return { scope: { organisation: everywhere ? null : organisation, from, to }, query }
}

const anyCustomer = 'any customer'

/** What answers searches. */
export function searchEndpoints(platform: Platform): Endpoint[] {
  const suggester = openSuggester(platform)
  // Apart from each other: a view of the console asks for a page, a histogram and facets at once.
  const [pages, histograms, samples, suggestions] = [openTurns(), openTurns(), openTurns(), openTurns()]
  return [
    answer(searchEvents, async ({ params, query, actor }) => {
      const search = await searchOf(platform, actor, params.organisation, query)
      const before = query.cursor === undefined ? null : requirePlace(query.cursor)
      const { events, next, searchedUntil } = await pages.run(actor, () =>
        searchPage(platform, search, before, query.limit),
      )
      return {
        events: [...events],
        cursor: next && eventId(next.batch, next.place),
        searchedUntil: searchedUntil === null ? null : new Date(searchedUntil).toISOString(),
      }
    }),
    answer(showEvent, async ({ params: { organisation, id } }) => {
      const found = await findEvent(platform, organisation, id)
      const { reader } = platform.database
      const first = (await firstLeaves(reader, [found.row.batch])).get(found.row.batch)
      const log = (await readHead(reader, eventTree))?.origin ?? ''
      return { ...found.event, leaf: first === undefined ? null : { index: first + found.row.place, log } }
    }),
    answer(eventHistogram, async ({ params, query, actor }) => {
      const search = await searchOf(platform, actor, params.organisation, query)
      return histograms.run(actor, () => histogram(platform, search, query.bars))
    }),
    answer(suggestQuery, async ({ params, query, actor }) => {
      const search = await searchOf(platform, actor, params.organisation, { ...query, q: '' })
      const seesCustomers = may(actor, suggestQuery.permission, anyCustomer)
      return suggestions.run(actor, () => suggester.suggest(search, query.q, seesCustomers))
    }),
    answer(eventFacets, async ({ params, query, actor }) => {
      const search = await searchOf(platform, actor, params.organisation, query)
      return samples.run(actor, () => facets(platform, search))
    }),
  ]
}

function requirePlace(cursor: string) {
  const place = parseEventId(cursor)
  if (place) return place
  throw new Problem('bad-request', 'cursor-malformed', {
    de: 'Dieser Zeiger ist keiner. Beginnen Sie ohne ihn von vorn.',
    en: 'This cursor is none. Begin anew without it.',
  })
}

/** In words the first problem; all of them for programs. */
function notAQuery(problems: readonly QueryProblem[]): Problem {
  const [first] = problems
  const place = (first?.position ?? 0) + 1
  const words = {
    de: `An Stelle ${place}: ${first?.message.de}`,
    en: `At character ${place}: ${first?.message.en}`,
  }
  return new Problem('bad-request', 'query-malformed', words, null, { problems })
}

const notEverywhere = () =>
  new Problem('forbidden', 'not-permitted', {
    de: 'Nur Personen des Anbieters mit Leserecht sehen die Ereignisse aller Organisationen.',
    en: 'Only people of the provider who may read see the events of all organisations.',
  })
