import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { listMeasures } from '../../../server/src/engine/claims/contract.ts'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { queryOf } from '../api/use-call.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { SearchIcon } from '../parts/icons.tsx'
import { paletteActions, screens } from '../screens.ts'
import { entriesFor, found, kindWords } from './palette-entries.ts'

interface Props {
  readonly me: Me
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Search and go: screens, measures, claims, things to do. Letters narrow the list, arrows choose, Enter opens. */
export function Palette({ me, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  useEscape(onClose)
  return (
    <ModalOverlay
      className="veil palette-veil"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal palette">
        <Dialog className="dialog" aria-label={t(words.title)}>
          <Search me={me} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Escape closes at once, whatever was typed; a search field alone would take it for itself first. */
function useEscape(onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close()
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])
}

function Search({ me, onClose }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const language = useLanguage()
  const [sought, setSought] = useState('')
  const isStaff = me.organisation.kind === 'provider'
  const { data } = useQuery({ ...queryOf(listMeasures), enabled: isStaff })
  const entries = useMemo(
    () => entriesFor(me, { screens, actions: paletteActions, measures: data?.measures ?? [] }),
    [me, data],
  )
  const groups = found(entries, sought, language)
  return (
    <Autocomplete inputValue={sought} onInputChange={setSought}>
      <SearchField className="palette-search" aria-label={t(words.title)} autoFocus>
        <SearchIcon />
        <Input className="input" placeholder={t(words.placeholder)} maxLength={100} />
      </SearchField>
      <Menu
        className="list-box palette-list"
        aria-label={t(words.results)}
        onAction={onClose}
        renderEmptyState={() => <p className="palette-empty">{t(words.nothing)}</p>}
      >
        {groups.map(({ kind, entries: fits }) => (
          <MenuSection key={kind} id={kind}>
            <Header className="menu-head">{t(kindWords[kind])}</Header>
            {fits.map((entry) => (
              <MenuItem
                key={entry.href}
                id={entry.href}
                href={entry.href}
                className={`list-item ${entry.kind}`}
                textValue={t(entry.label)}
              >
                <span>{t(entry.label)}</span>
                {entry.hint && <span className="item-description">{t(entry.hint)}</span>}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  )
}

const words = {
  title: text('Suchen und springen', 'Search and go'),
  placeholder: text('Seite, Maßnahme, Aussage …', 'Page, measure, claim …'),
  results: text('Treffer', 'Results'),
  nothing: text('Nichts gefunden. Versuchen Sie ein anderes Wort.', 'Nothing found. Try another word.'),
}
