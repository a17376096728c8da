import { sql } from 'kysely'
import type { Platform } from '../../../platform/platform.ts'
import { facetFields, facets, type Facets } from './facets.ts'
import { complete } from './query/complete.ts'
import { fieldNames } from './query/fields.ts'
import type { Search } from './search.ts'

/** For so long the values of an organisation stay the same for whoever types. */
const keptMs = 10_000
/** Organisations whose values are kept. */
const keptMax = 500

type Values = Facets['facets']

/** What could follow at the end of a query. */
export interface Suggester {
  /** Values are those of the newest events that the person may see. Whoever sees one organisation alone is not asked which. */
  suggest(search: Search, written: string, seesCustomers: boolean): ReturnType<typeof completed>
}

/** Keeps the values of each organisation for a moment: a look at thousands of events at every key is too much. */
export function openSuggester(platform: Platform): Suggester {
  const kept = new Map<string, { readonly until: number; readonly values: Promise<Values> }>()
  const valuesIn = async (search: Search): Promise<Values> => {
    const { clock, database } = platform
    // What was erased meanwhile is proposed to nobody.
    const { rows } = await sql<{ at: string | null }>`
      select max(gone_at)::text as at from events.erasure`.execute(database.reader)
    const key = `${search.scope.organisation ?? 'all'} ${rows[0]?.at ?? ''}`
    const now = clock.monotonic()
    for (const [each, { until }] of kept) if (until <= now || kept.size > keptMax) kept.delete(each)
    const known = kept.get(key)
    if (known) return known.values
    const values = facets(platform, search).then((found) => found.facets)
    kept.set(key, { until: now + keptMs, values })
    values.catch(() => kept.delete(key))
    return values
  }
  return {
    suggest: (search, written, seesCustomers) =>
      completed(written, seesCustomers, async (field) => {
        // Of bodies, nothing is known without reading them.
        if (!(facetFields as readonly string[]).includes(field)) return []
        const known = (await valuesIn(search)).find((each) => each.field === field)
        return known?.values.map(({ value }) => value) ?? []
      }),
  }
}

async function completed(
  written: string,
  seesCustomers: boolean,
  known: (field: string) => Promise<readonly string[]>,
) {
  const fields = seesCustomers ? fieldNames : fieldNames.filter((name) => name !== 'customer')
  const valuesOf = async (field: string, prefix: string) =>
    (await known(field)).filter((value) => value.toLowerCase().startsWith(prefix.toLowerCase()))
  const { from, suggestions } = await complete(written, written.length, { fields, valuesOf })
  return { from, suggestions: [...suggestions] }
}
