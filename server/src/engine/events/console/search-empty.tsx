import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button, ButtonLink, EmptyState, queryOf, text, useMay, useMe, useText } from '@nachweis/console'
import { listSources } from '../sources/contract.ts'
import { removable, timeOfQuery, withTime } from './search-query.ts'

interface Props {
  readonly q: string
  readonly isLive: boolean
  readonly onSearch: (q: string) => void
}

/** Nothing was found: why that may be, and what to do next. */
export function SearchEmpty({ q, isLive, onSearch }: Props): ReactNode {
  if (q === '') return <NothingYet isLive={isLive} />
  return (
    <EmptyState
      title={words.none}
      lead={isLive ? words.wait : words.widen}
      action={<Widen q={q} onSearch={onSearch} />}
    />
  )
}

function Widen({ q, onSearch }: Omit<Props, 'isLive'>) {
  const t = useText()
  const parts = removable(q)
  const hasTime = timeOfQuery(q) !== null
  const terms = parts.filter(({ written }) => !/^(time|zeit):/i.test(written))
  return (
    <div className="widen">
      {hasTime && (
        <>
          <Button label={words.month} onPress={() => onSearch(withTime(q, '30d'))} />
          <Button label={words.always} onPress={() => onSearch(withTime(q, null))} />
        </>
      )}
      {terms.map(({ written, rest }) => (
        <Button key={rest} label={words.without(written)} onPress={() => onSearch(rest)} />
      ))}
      {parts.length === 0 && <p>{t(words.check)}</p>}
    </div>
  )
}

/** No events at all: whoever may, sets up a source. */
function NothingYet({ isLive }: Pick<Props, 'isLive'>) {
  const me = useMe()
  const may = useMay()
  const organisation = me?.organisation.id ?? ''
  const isStaff = me?.organisation.kind === 'provider'
  const { data } = useQuery({
    ...queryOf(listSources, { params: { organisation }, query: { limit: 1 } }),
    enabled: isStaff && may('events:read-sources'),
  })
  if (!isStaff) return <EmptyState title={words.nothingYet} lead={words.customers} />
  const hasSources = data === undefined || data.sources.length > 0
  return (
    <EmptyState
      title={hasSources ? words.nothingYet : words.noSource}
      lead={isLive ? words.wait : hasSources ? words.silent : words.begin}
      action={
        may('events:read-sources') && (
          <ButtonLink
            href={hasSources ? '/sources' : '/sources?create=yes'}
            label={hasSources ? words.sources : words.create}
            weight="strong"
          />
        )
      }
    />
  )
}

const words = {
  none: text('Nichts gefunden', 'Nothing found'),
  widen: text(
    'In dieser Zeit passt kein Ereignis zu allen Teilen der Suche. Erweitern Sie sie:',
    'No event of this time fits every part of the search. Widen it:',
  ),
  wait: text(
    'Bisher passt kein Ereignis. Sobald eines eintrifft, erscheint es hier.',
    'No event fits so far. As soon as one arrives, it appears here.',
  ),
  month: text('Letzte 30 Tage', 'Last 30 days'),
  always: text('Alle Zeiten', 'All times'),
  without: (term: string) => text(`Ohne ${term}`, `Without ${term}`),
  check: text('Prüfen Sie, wie die Wörter geschrieben sind.', 'Check how the words are spelt.'),
  nothingYet: text('Noch keine Ereignisse', 'No events yet'),
  customers: text(
    'Ihr Anbieter hat noch kein Ereignis gemeldet, das Ihre Organisation betrifft.',
    'Your provider has not reported any event yet that concerns your organisation.',
  ),
  noSource: text('Noch keine Quelle', 'No source yet'),
  begin: text(
    'Ereignisse kommen von Quellen: Anwendungen und Servern, die sie hierher senden. Legen Sie die erste an.',
    'Events come from sources: applications and servers that send them here. Create the first one.',
  ),
  silent: text(
    'Es gibt Quellen, aber sie haben noch nichts gesandt, das hier zu sehen ist. Dort steht, wann sie sich zuletzt gemeldet haben.',
    'There are sources, but they have not sent anything yet that can be seen here. There it says when they were last heard.',
  ),
  sources: text('Quellen ansehen', 'See the sources'),
  create: text('Quelle anlegen', 'Create a source'),
}
