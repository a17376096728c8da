import type { Platform } from '../../../platform/platform.ts'
import { facets } from './facets.ts'
import { complete } from './query/complete.ts'
import { fieldNames } from './query/fields.ts'
import type { Search } from './search.ts'

/**
 * What could follow at the end of a query; values are those of the newest events that the person may see. Whoever sees one
 * organisation alone is not asked which.
 */
export async function suggest(platform: Platform, search: Search, written: string, seesCustomers: boolean) {
  const fields = seesCustomers ? fieldNames : fieldNames.filter((name) => name !== 'customer')
  const valuesOf = async (field: string, prefix: string) => {
    const known = (await facets(platform, search)).facets.find((each) => each.field === field)
    const values = known?.values.map(({ value }) => value) ?? []
    return values.filter((value) => value.toLowerCase().startsWith(prefix.toLowerCase()))
  }
  const { from, suggestions } = await complete(written, written.length, { fields, valuesOf })
  return { from, suggestions: [...suggestions] }
}
