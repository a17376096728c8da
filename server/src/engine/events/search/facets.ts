import type { Platform } from '../../../platform/platform.ts'
import type { ShownEvent } from './row.ts'
import { matching, namesOf, type Search } from './search.ts'

/** Events that are looked at for a picture of what there is: the newest matches. */
const sampleMax = 2_000
const sampleMs = 800
/** Bodies that are looked at, where a query asks for them. */
const sampleBytesMax = 16 * 1024 * 1024
const valuesMax = 10

export const facetFields = [
  'action',
  'actor',
  'target',
  'outcome',
  'source',
  'customer',
  'type',
  'ip',
  'session',
] as const
export type FacetField = (typeof facetFields)[number]

export interface Facets {
  readonly sampled: number
  readonly facets: {
    readonly field: string
    readonly values: { readonly value: string; readonly count: number }[]
  }[]
}

/** The most frequent values of each field among the newest matching events; bodies are read only if the query asks for them. */
export async function facets(platform: Platform, search: Search): Promise<Facets> {
  const counts = new Map(facetFields.map((field) => [field, new Map<string, number>()]))
  const { customers } = await namesOf(platform)
  let [sampled, looked] = [0, 0]
  const look = { budgetMs: sampleMs, withBody: false }
  for await (const { found, bytes } of matching(platform, search, null, look)) {
    for (const { event } of found) {
      for (const [field, counted] of counts) add(counted, valueOf(event, field, customers))
      if (++sampled >= sampleMax) break
    }
    looked += bytes
    if (sampled >= sampleMax || looked >= sampleBytesMax) break
  }
  return {
    sampled,
    facets: [...counts].flatMap(([field, counted]) => {
      const values = frequent(counted)
      return values.length === 0 ? [] : [{ field, values }]
    }),
  }
}

function add(counts: Map<string, number>, value: string | null): void {
  if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
}

function valueOf(
  event: Omit<ShownEvent, 'body'>,
  field: FacetField,
  customers: ReadonlyMap<string, string>,
): string | null {
  switch (field) {
    case 'source':
      return event.source.name
    case 'customer':
      return customers.get(event.organisation) ?? event.organisation
    case 'type':
      return event.dataType
    case 'ip':
      return event.address
    default:
      return event[field]
  }
}

const frequent = (counts: ReadonlyMap<string, number>): { value: string; count: number }[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, valuesMax)
