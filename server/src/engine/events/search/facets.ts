import type { Platform } from '../../../platform/platform.ts'
import { matching, namesOf, type Match, type Search } from './search.ts'

/** Events that are looked at for a picture of what there is: the newest matches. */
const sampleMax = 2_000
const sampleMs = 800
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

/** The most frequent values of each field among the newest matching events. */
export async function facets(platform: Platform, search: Search): Promise<Facets> {
  const sample: Match[] = []
  for await (const { found } of matching(platform, search, null, sampleMs)) {
    sample.push(...found.slice(0, sampleMax - sample.length))
    if (sample.length >= sampleMax) break
  }
  const { customers } = await namesOf(platform)
  return {
    sampled: sample.length,
    facets: facetFields.flatMap((field) => {
      const values = frequent(sample.map((match) => valueOf(match, field, customers)))
      return values.length === 0 ? [] : [{ field, values }]
    }),
  }
}

function valueOf({ event }: Match, field: FacetField, customers: ReadonlyMap<string, string>): string | null {
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

function frequent(values: readonly (string | null)[]): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, valuesMax)
}
