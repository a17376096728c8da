import { useMatches } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { OutsideLink } from '../parts/link.tsx'
import { modifierName } from './use-shortcut.ts'

/** What this screen is for, and which keys do what. */
export function HelpDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const language = useLanguage()
  const here = useMatches({ select: (matches) => matches.at(-1)?.staticData.screen })
  const key = modifierName(language)
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose} size="wide">
      {here && (
        <section className="help-part">
          <h3>{t(here.title)}</h3>
          <p>{t(here.about)}</p>
        </section>
      )}
      <section className="help-part">
        <h3>{t(words.keys)}</h3>
        <table className="keys">
          <tbody>
            {keys.map(({ press, does }) => (
              <tr key={press}>
                <th scope="row">
                  <kbd>{press.replace('Ctrl', key)}</kbd>
                </th>
                <td>{t(does)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        <OutsideLink href={language === 'de' ? '/de/so-funktioniert-es' : '/en/how-it-works'}>
          {t(words.how)}
        </OutsideLink>
      </p>
    </Dialog>
  )
}

const keys = [
  { press: 'Ctrl K', does: text('Suchen und springen', 'Search and go') },
  { press: 'Ctrl /', does: text('Diese Hilfe', 'This help') },
  {
    press: 'Tab',
    does: text('Zum nächsten Bedienelement, mit Umschalt zurück', 'To the next control, with Shift back'),
  },
  { press: 'F6', does: text('Zu den Meldungen, wenn welche da sind', 'To the messages, when there are any') },
  { press: 'Esc', does: text('Fenster oder Menü schließen', 'Close a window or menu') },
]

const words = {
  title: text('Hilfe', 'Help'),
  keys: text('Tasten', 'Keys'),
  how: text('Wie die Nachweise entstehen', 'How the evidence comes about'),
}
