import { listSchema } from './answer.ts'
import { scimProblem } from './scim-problem.ts'

/** Resources in one answer. */
export const countMax = 200
const countUsual = 100
const startIndexMax = 2 ** 31 - 1

/** Which part of a list is asked for; `offset` from 0. */
export interface Page {
  readonly startIndex: number
  readonly offset: number
  readonly count: number
}

/** Reads `startIndex` and `count` (RFC 7644, section 3.4.2.4): too small counts as the least, too large as the most. */
export function readPage(query: {
  readonly startIndex?: string | undefined
  readonly count?: string | undefined
}): Page {
  const startIndex = Math.min(Math.max(readNumber(query.startIndex, 'startIndex') ?? 1, 1), startIndexMax)
  const count = Math.min(Math.max(readNumber(query.count, 'count') ?? countUsual, 0), countMax)
  return { startIndex, offset: startIndex - 1, count }
}

function readNumber(text: string | undefined, name: string): number | null {
  if (text === undefined || text === '') return null
  if (!/^-?\d{1,15}$/.test(text)) throw scimProblem('invalidValue', `${name} is a whole number.`)
  return Number(text)
}

/** A ListResponse. */
export const listAnswer = (totalResults: number, startIndex: number, resources: readonly object[]) => ({
  schemas: [listSchema],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})
