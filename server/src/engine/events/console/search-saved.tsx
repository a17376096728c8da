import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Menu, queryOf, text, useQueryState } from '@nachweis/console'
import { listSavedSearches } from '../search/saved-contract.ts'
import { hrefOf } from './search-address.ts'
import { SavedList } from './search-saved-list.tsx'
import { SaveSearch } from './search-save.tsx'
import type { Where } from './search-suggest.ts'

/** Searches under names: to open one, to keep this one, to remove those that nobody needs any more. */
export function SavedSearches({ where, q }: { readonly where: Where; readonly q: string }): ReactNode {
  const [dialog, setDialog] = useQueryState('dialog')
  const { organisation } = where
  const { data } = useQuery(queryOf(listSavedSearches, { params: { organisation } }))
  const searches = data?.searches ?? []
  const close = () => setDialog('')
  return (
    <>
      <Menu
        label={words.menu}
        actions={[
          ...searches.map(({ id, name, query, everywhere }) => ({
            id,
            label: name,
            href: hrefOf({ q: query, everywhere }),
          })),
          { id: 'save', label: words.save, onAction: () => setDialog('save') },
          ...(searches.length === 0
            ? []
            : [{ id: 'manage', label: words.manage, onAction: () => setDialog('saved') }]),
        ]}
      />
      <SaveSearch where={where} q={q} isOpen={dialog === 'save'} onClose={close} />
      <SavedList
        organisation={organisation}
        searches={searches}
        isOpen={dialog === 'saved'}
        onClose={close}
      />
    </>
  )
}

const words = {
  menu: text('Gespeicherte Suchen', 'Saved searches'),
  save: text('Diese Suche speichern …', 'Save this search …'),
  manage: text('Gespeicherte Suchen verwalten …', 'Manage saved searches …'),
}
