import { useDeferredValue, useMemo, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'
import { numberWords } from '../language/times.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { useQueryState } from '../query-state.ts'
import { Button } from './button.tsx'
import { TableHead } from './data-table-head.tsx'
import { orderOf, rowsToShow } from './data-table-rows.ts'
import { MoreIcon } from './icons.tsx'
import { Link } from './link.tsx'
import { EmptyState } from './loaded.tsx'
import { Menu, type Action } from './menu.tsx'
import { SearchBox } from './search-box.tsx'

export interface Column<Row> {
  readonly id: string
  readonly label: Text
  readonly cell: (row: Row) => ReactNode
  /** Makes the column sortable: compares two rows, ascending. Only where all rows are here. */
  readonly order?: (a: Row, b: Row) => number
  /** Right-aligned figures. */
  readonly isNumber?: boolean
}

/** The rows so far, and how to get more of them; `usePages` makes it. */
export interface More {
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly onMore: () => void
}

interface Props<Row> {
  /** What the table lists; read out by screen readers. */
  readonly label: Text
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** The first names the row: it becomes the row's heading, and the card's on a phone. */
  readonly columns: readonly Column<Row>[]
  /** Where the row leads; its first cell becomes the link. */
  readonly hrefOf?: ((row: Row) => string) | undefined
  readonly actionsOf?: ((row: Row) => readonly Action[]) | undefined
  /** Which row, in plain words, for the menu's name. */
  readonly nameOf?: (row: Row) => string
  /** Search among the rows that are here: what is looked through. The server searches: `search` of `usePages`. */
  readonly find?: (row: Row) => string
  readonly search?: { readonly value: string; readonly onChange: (value: string) => void }
  readonly more?: More
  /** Shown when there are no rows at all. */
  readonly empty: ReactNode
  /** Where two tables stand on one screen: their names in the address. */
  readonly name?: string
  /** Beside the search box. */
  readonly tools?: ReactNode
}

// On a phone its style makes it a list of cards, and browsers then forget that it is a table: hence the roles.
/** A list with search, sorting, further pages and actions for each row; on a phone every row becomes a card. */
export function DataTable<Row>(props: Props<Row>): ReactNode {
  const t = useText()
  const { rows, columns, find, search, more, name = '' } = props
  const [sought, setSought] = useQueryState(`${name}q`)
  const [sort, setSort] = useQueryState(`${name}sort`)
  const shownFor = useDeferredValue(find ? sought : '')
  const order = useMemo(() => orderOf(sort), [sort])
  const shown = useMemo(
    () => rowsToShow(rows, columns, order, find, shownFor),
    [rows, columns, find, shownFor, order],
  )
  const searching = search ?? (find && { value: sought, onChange: setSought })
  const hasActions = props.actionsOf !== undefined
  if (rows.length === 0 && !searching?.value) return props.empty
  return (
    <div className="table-frame">
      {(searching || props.tools) && (
        <div className="table-tools">
          {searching && <SearchBox label={props.label} {...searching} />}
          {props.tools}
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState title={words.nothing} lead={words.other} />
      ) : (
        <table className="table" aria-label={t(props.label)} role="table">
          <TableHead columns={columns} order={order} onSort={setSort} hasActions={hasActions} />
          <tbody role="rowgroup">
            {shown.map((row) => (
              <Row key={props.keyOf(row)} row={row} {...props} />
            ))}
          </tbody>
        </table>
      )}
      <Foot shown={shown.length} more={more} />
    </div>
  )
}

function Row<Row>({ row, columns, hrefOf, actionsOf, nameOf }: Props<Row> & { readonly row: Row }) {
  const t = useText()
  const actions = actionsOf?.(row) ?? []
  return (
    <tr role="row">
      {columns.map((column, index) => {
        const content = column.cell(row)
        const isNumber = column.isNumber ? 'number' : undefined
        if (index > 0)
          return (
            <td key={column.id} role="cell" className={isNumber} data-label={t(column.label)}>
              {content}
            </td>
          )
        return (
          <th key={column.id} scope="row" role="rowheader">
            {hrefOf ? <Link href={hrefOf(row)}>{content}</Link> : content}
          </th>
        )
      })}
      {actionsOf && (
        <td className="row-actions" role="cell">
          {actions.length > 0 && (
            <Menu
              label={words.actions}
              icon={<MoreIcon />}
              actions={actions}
              {...(nameOf && { about: nameOf(row) })}
            />
          )}
        </td>
      )}
    </tr>
  )
}

function Foot({ shown, more }: { readonly shown: number; readonly more: More | undefined }) {
  const t = useText()
  const language = useLanguage()
  const count = numberWords(shown, language)
  return (
    <div className="table-foot">
      <span role="status">{t(more?.hasMore ? words.first(count) : words.all(shown, count))}</span>
      {more?.hasMore && <Button label={words.more} isPending={more.isLoading} onPress={more.onMore} />}
    </div>
  )
}

const words = {
  nothing: text('Nichts gefunden', 'Nothing found'),
  other: text('Versuchen Sie ein anderes Wort.', 'Try another word.'),
  actions: text('Aktionen', 'Actions'),
  more: text('Mehr zeigen', 'Show more'),
  first: (n: string) => text(`Die ersten ${n}`, `The first ${n}`),
  all: (n: number, count: string) =>
    text(n === 1 ? 'Ein Eintrag' : `${count} Einträge`, n === 1 ? 'One entry' : `${count} entries`),
}
