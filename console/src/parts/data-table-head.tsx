import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import type { Column } from './data-table.tsx'
import { nextSort, type Order } from './data-table-rows.ts'
import { ChevronIcon } from './icons.tsx'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly order: Order
  readonly onSort: (sort: string) => void
  readonly hasActions: boolean
}

/** The headings; those of sortable columns are buttons. */
export function TableHead<Row>({ columns, order, onSort, hasActions }: Props<Row>): ReactNode {
  const t = useText()
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => {
          const isSorted = column.order !== undefined && order.column === column.id
          const direction = order.isDescending ? ('descending' as const) : ('ascending' as const)
          return (
            <th
              key={column.id}
              scope="col"
              role="columnheader"
              className={column.isNumber ? 'number' : undefined}
              {...(isSorted && { 'aria-sort': direction })}
            >
              {column.order ? (
                <AriaButton
                  className={`sort ${isSorted ? direction : ''}`}
                  onPress={() => onSort(nextSort(order, column.id))}
                >
                  {t(column.label)}
                  <ChevronIcon />
                </AriaButton>
              ) : (
                t(column.label)
              )}
            </th>
          )
        })}
        {hasActions && (
          <th scope="col" role="columnheader">
            <span className="hidden">{t(words.actions)}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

const words = { actions: text('Aktionen', 'Actions') }
