import { useQueryClient } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { Button, Loaded, numberWords, renew, text, useLanguage, usePages, useText } from '@nachweis/console'
import { searchEvents } from '../search/contract.ts'
import { SearchEmpty } from './search-empty.tsx'
import type { ShownEvent } from './search-event.ts'
import { useLive } from './search-live.ts'
import { LiveBar } from './search-live-bar.tsx'
import { SearchRow } from './search-row.tsx'
import type { Where } from './search-suggest.ts'
import { listTime } from './search-times.ts'
import { useCustomerName } from './search-customers.ts'
import { readerZone } from './search-zone.ts'

const pageRows = 50
/** More of them nobody reads, and the page would become slow. */
const rowsMax = 2_000

interface Props {
  readonly where: Where
  readonly q: string
  readonly isLive: boolean
  readonly onSearch: (q: string) => void
}

/** What matches, newest receipt first, in pages; with the tail switched on, new ones on top. */
export function SearchResults(props: Props): ReactNode {
  const { where, q } = props
  const {
    query,
    rows: pages,
    more,
  } = usePages(
    searchEvents,
    {
      params: { organisation: where.organisation },
      query: { q, zone: readerZone, everywhere: where.everywhere, limit: pageRows },
    },
    { rows: (page) => [page], next: (page) => page.cursor, cursor: 'cursor' },
  )
  const rows = useMemo(() => pages.flatMap(({ events }) => events), [pages])
  return (
    <section className="results">
      <Loaded query={query} label={words.searching}>
        {() => (
          <List {...props} rows={rows} more={more} searchedUntil={pages.at(-1)?.searchedUntil ?? null} />
        )}
      </Loaded>
    </section>
  )
}

interface ListProps extends Props {
  readonly rows: readonly ShownEvent[]
  readonly more: { readonly hasMore: boolean; readonly isLoading: boolean; readonly onMore: () => void }
  readonly searchedUntil: string | null
}

function List({ where, q, isLive, onSearch, rows, more, searchedUntil }: ListProps) {
  const t = useText()
  const client = useQueryClient()
  const live = useLive(where, q, rows[0]?.id ?? null, isLive)
  const customerOf = useCustomerName(where.everywhere)
  const known = useMemo(() => new Set(rows.map(({ id }) => id)), [rows])
  const fresh = live.tail.shown.filter(({ id }) => !known.has(id))
  const isEmpty = fresh.length === 0 && rows.length === 0
  const refresh = () => void renew(client, [searchEvents])
  return (
    <>
      {isLive && <LiveBar live={live} onAll={refresh} />}
      {isEmpty && !more.hasMore && <SearchEmpty q={q} isLive={isLive} onSearch={onSearch} />}
      <ol className="event-list" aria-label={t(words.list)}>
        {[...fresh, ...rows].map((event, index) => (
          <SearchRow
            key={event.id}
            event={event}
            customer={where.everywhere ? customerOf(event.organisation) : null}
            isNew={index < fresh.length}
          />
        ))}
      </ol>
      <Foot shown={fresh.length + rows.length} more={more} searchedUntil={searchedUntil} />
    </>
  )
}

function Foot({
  shown,
  more,
  searchedUntil,
}: Pick<ListProps, 'more' | 'searchedUntil'> & { readonly shown: number }) {
  const t = useText()
  const language = useLanguage()
  const count = numberWords(shown, language)
  if (shown === 0 && !more.hasMore) return null
  const isFull = shown >= rowsMax && more.hasMore
  const until = searchedUntil !== null && more.hasMore ? listTime(searchedUntil, language) : null
  return (
    <div className="table-foot">
      <span role="status">
        {t(
          isFull
            ? words.full(count)
            : until !== null
              ? words.until(until, count)
              : more.hasMore
                ? words.first(count)
                : words.all(shown, count),
        )}
      </span>
      {more.hasMore && !isFull && (
        <Button
          label={until === null ? words.more : words.further}
          isPending={more.isLoading}
          onPress={more.onMore}
        />
      )}
    </div>
  )
}

const words = {
  searching: text('Suchen …', 'Searching …'),
  list: text('Ereignisse, neueste zuerst', 'Events, newest first'),
  more: text('Weitere laden', 'Load more'),
  further: text('Weiter suchen', 'Search on'),
  first: (n: string) => text(`Die neuesten ${n}`, `The newest ${n}`),
  until: (time: string, n: string) =>
    text(`Bis ${time} durchsucht, ${n} gefunden.`, `Searched back to ${time}, ${n} found.`),
  all: (n: number, count: string) =>
    text(
      n === 1 ? 'Ein Ereignis' : `Alle ${count} Ereignisse`,
      n === 1 ? 'One event' : `All ${count} events`,
    ),
  full: (n: string) =>
    text(
      `Mehr als ${n} zeigt diese Seite nicht. Grenzen Sie die Suche ein, oder exportieren Sie alle.`,
      `This page shows no more than ${n}. Narrow the search, or export them all.`,
    ),
}
