import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'

const place = z.tuple([z.string().max(200), z.uuid()])

/** The last row of a page in the order of name and id: the next page begins behind it, whatever came or went meanwhile. */
export const encodeCursor = (row: { readonly name: string; readonly id: string }): string =>
  Buffer.from(JSON.stringify([row.name, row.id])).toString('base64url')

/** Throws a Problem for a cursor that we did not make. */
export function decodeCursor(cursor: string): { name: string; id: string } {
  try {
    const [name, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    // PostgreSQL keeps no NUL in a text.
    if (!name.includes('\0')) return { name, id }
  } catch {
    // Falls through: whatever is wrong with it, it is not ours.
  }
  throw new Problem('bad-request', 'cursor-unknown', {
    de: 'Diese Stelle der Liste gibt es nicht. Beginnen Sie die Liste von vorn.',
    en: 'There is no such place in the list. Begin the list anew.',
  })
}

/** A page and where the next begins, of one row more than the page holds. */
export function pageOf<Row extends { name: string; id: string }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, cursor: rows.length > limit && last !== undefined ? encodeCursor(last) : null }
}

/** A LIKE pattern that finds the text anywhere; its own wildcards stand for themselves. */
export const containing = (text: string): string =>
  `%${text.replaceAll('\0', '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
