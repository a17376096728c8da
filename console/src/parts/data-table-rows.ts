import type { Column } from './data-table.tsx'

/** By which column, in which direction; `column` empty: as given. */
export interface Order {
  readonly column: string
  readonly isDescending: boolean
}

/** Reads the order from the address: `name` or `-name`. */
export const orderOf = (sort: string): Order =>
  sort.startsWith('-') ? { column: sort.slice(1), isDescending: true } : { column: sort, isDescending: false }

/** What a press on a column's heading leads to: ascending, descending, as given. */
export function nextSort(order: Order, column: string): string {
  if (order.column !== column) return column
  return order.isDescending ? '' : `-${column}`
}

/** The rows that contain every word sought, in the order wanted. */
export function rowsToShow<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { column, isDescending }: Order,
  find: ((row: Row) => string) | undefined,
  sought: string,
): readonly Row[] {
  const pieces = folded(sought).split(/\s+/).filter(Boolean)
  const found =
    find && pieces.length > 0
      ? rows.filter((row) => {
          const where = folded(find(row))
          return pieces.every((piece) => where.includes(piece))
        })
      : rows
  const order = columns.find(({ id }) => id === column)?.order
  if (!order) return found
  return found.toSorted(isDescending ? (a, b) => order(b, a) : order)
}

/** Without case and accents: "Müller" is found by "muller" and "mÜLL". */
export const folded = (words: string): string =>
  words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
