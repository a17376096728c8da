import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  EmptyState,
  PageHead,
  queryOf,
  renew,
  Switch,
  text,
  useMay,
  useMe,
  useQueryState,
  useText,
} from '@nachweis/console'
import { eventFacets, eventHistogram, searchEvents } from '../search/contract.ts'
import { useSearchAddress } from './search-address.ts'
import { SearchExport } from './search-export.tsx'
import { SearchFacets } from './search-facets.tsx'
import { SearchQuery } from './search-field.tsx'
import { HistogramPlace, SearchHistogram } from './search-histogram.tsx'
import { SearchPeriod } from './search-period.tsx'
import { periodOf, problemsOf, withTime } from './search-query.ts'
import { SearchResults } from './search-results.tsx'
import { SavedSearches } from './search-saved.tsx'
import { readerZone } from './search-zone.ts'
import './search.css'

const barsWide = 60
const barsNarrow = 30
const renewedMs = 10_000
/** From here on there is room for the values beside the list. */
const wide = '(min-width: 64rem)'

/** The search of events. What is searched stands in the address. */
export function SearchScreen(): ReactNode {
  const me = useMe()
  const may = useMay()
  const client = useQueryClient()
  const [{ q, everywhere, live }, go] = useSearchAddress()
  const [, setDialog] = useQueryState('dialog')
  const where = { organisation: me?.organisation.id ?? '', everywhere }
  const isStaff = me?.organisation.kind === 'provider'
  const isReadable = problemsOf(q).length === 0
  const search = (next: string) => {
    if (next === q) void renew(client, [searchEvents, eventHistogram, eventFacets])
    go({ q: next })
  }
  return (
    <>
      <PageHead
        title={words.title}
        actions={
          <>
            <SavedSearches where={where} q={q} />
            {may('events:export') && <Button label={words.export} onPress={() => setDialog('export')} />}
          </>
        }
      />
      <SearchQuery q={q} where={where} onSearch={search} />
      <div className="query-tools">
        <SearchPeriod q={q} onSearch={search} />
        <div className="query-switches">
          <Switch label={words.live} isSelected={live} onChange={(on) => go({ live: on })} />
          {isStaff && (
            <Switch
              label={words.everywhere}
              isSelected={everywhere}
              onChange={(on) => go({ everywhere: on })}
            />
          )}
        </div>
      </div>
      {isReadable ? (
        <Found key={`${everywhere}`} where={where} q={q} isLive={live} onSearch={search} />
      ) : (
        <EmptyState title={words.unreadable} lead={words.repair} />
      )}
    </>
  )
}

interface FoundProps {
  readonly where: { readonly organisation: string; readonly everywhere: boolean }
  readonly q: string
  readonly isLive: boolean
  readonly onSearch: (q: string) => void
}

/** What there is: over time, by value, and one by one. */
function Found({ where, q, isLive, onSearch }: FoundProps) {
  const { organisation, everywhere } = where
  const [bars] = useState(() => (matchMedia(wide).matches ? barsWide : barsNarrow))
  const [dialog, setDialog] = useQueryState('dialog')
  const params = { organisation }
  const options = {
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? renewedMs : (false as const),
  }
  const histogram = useQuery({
    ...queryOf(eventHistogram, { params, query: { q, zone: readerZone, everywhere, bars } }),
    ...options,
  })
  const facets = useQuery({
    ...queryOf(eventFacets, { params, query: { q, zone: readerZone, everywhere } }),
    ...options,
  })
  const total = histogram.data && { count: histogram.data.total, isComplete: histogram.data.complete }
  return (
    <>
      {histogram.data ? (
        <SearchHistogram
          histogram={histogram.data}
          onNarrow={(period) => onSearch(withTime(q, periodOf(period)))}
        />
      ) : (
        <HistogramPlace {...(histogram.isError && { onRetry: () => void histogram.refetch() })} />
      )}
      <div className="found">
        <Beside>
          {facets.data && (
            <SearchFacets facets={facets.data} q={q} everywhere={everywhere} onSearch={onSearch} />
          )}
        </Beside>
        <SearchResults key={q} where={where} q={q} isLive={isLive} onSearch={onSearch} />
      </div>
      <SearchExport
        where={where}
        q={q}
        total={total ?? null}
        isOpen={dialog === 'export'}
        onClose={() => setDialog('')}
      />
    </>
  )
}

/** Beside the list where there is room, else above it and closed at first. */
function Beside({ children }: { readonly children: ReactNode }) {
  const t = useText()
  const [isWide] = useState(() => matchMedia(wide).matches)
  return (
    <details className="beside more" open={isWide}>
      <summary>{t(words.values)}</summary>
      {children}
    </details>
  )
}

const words = {
  title: text('Ereignisse', 'Events'),
  export: text('Exportieren', 'Export'),
  live: text('Live', 'Live'),
  everywhere: text('Alle Kunden', 'All customers'),
  values: text('Nach Werten eingrenzen', 'Narrow by values'),
  unreadable: text('Diese Suche ist nicht zu verstehen', 'This search cannot be understood'),
  repair: text(
    'Unter dem Suchfeld steht, an welcher Stelle. Ändern Sie sie dort und suchen Sie noch einmal.',
    'Below the search field it says at which place. Change it there and search again.',
  ),
}
