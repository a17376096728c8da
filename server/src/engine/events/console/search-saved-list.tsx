import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { Button, Dialog, Link, Moment, ProblemNotice, Say, text, useChange } from '@nachweis/console'
import { deleteSavedSearch, listSavedSearches } from '../search/saved-contract.ts'
import { hrefOf } from './search-address.ts'

type Saved = z.output<typeof listSavedSearches.output>['searches'][number]

interface Props {
  readonly organisation: string
  readonly searches: readonly Saved[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The saved searches with what they search; one's own can be deleted. */
export function SavedList({ organisation, searches, isOpen, onClose }: Props): ReactNode {
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose} size="wide">
      {searches.length === 0 && (
        <p>
          <Say words={words.none} />
        </p>
      )}
      <ul className="saved-list">
        {searches.map((search) => (
          <OneSaved key={search.id} organisation={organisation} search={search} />
        ))}
      </ul>
    </Dialog>
  )
}

function OneSaved({ organisation, search }: { readonly organisation: string; readonly search: Saved }) {
  const { id, name, query, everywhere, shared, own, createdAt } = search
  const [asks, setAsks] = useState(false)
  const remove = useChange(deleteSavedSearch, { renews: [listSavedSearches], done: words.deleted })
  return (
    <li>
      <div>
        <Link href={hrefOf({ q: query, everywhere })}>{name}</Link>
        <code>{query}</code>
        <span className="fine">
          <Say words={own ? (shared ? words.sharedByMe : words.mine) : words.shared} />
          {' · '}
          <Moment at={createdAt} />
        </span>
        <ProblemNotice error={remove.error} />
      </div>
      {own && !asks && <Button label={words.remove} about={name} onPress={() => setAsks(true)} />}
      {own && asks && (
        <Button
          label={shared ? words.reallyShared : words.really}
          about={name}
          weight="danger"
          autoFocus
          isPending={remove.isPending}
          onPress={() => remove.mutate({ params: { organisation, search: id } })}
        />
      )}
    </li>
  )
}

const words = {
  title: text('Gespeicherte Suchen', 'Saved searches'),
  none: text('Es ist keine mehr gespeichert.', 'None is saved any more.'),
  mine: text('nur für Sie', 'for you alone'),
  sharedByMe: text('von Ihnen geteilt', 'shared by you'),
  shared: text('mit Ihnen geteilt', 'shared with you'),
  remove: text('Löschen', 'Delete'),
  really: text('Wirklich löschen', 'Really delete'),
  reallyShared: text('Für alle löschen', 'Delete for everybody'),
  deleted: text('Die Suche ist gelöscht', 'The search is deleted'),
}
