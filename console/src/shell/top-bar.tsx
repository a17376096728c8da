import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { Button } from '../parts/button.tsx'
import { HelpIcon, MenuIcon, SearchIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { NoticesMenu } from './notices-menu.tsx'
import { PersonMenu } from './person-menu.tsx'
import { modifierName } from './use-shortcut.ts'

interface Props {
  readonly me: Me
  readonly onNavigation: () => void
  readonly onSearch: () => void
  readonly onHelp: () => void
}

/** The bar above everything: home, search, notices, help, language, oneself. */
export function TopBar({ me, onNavigation, onSearch, onHelp }: Props): ReactNode {
  const t = useText()
  const language = useLanguage()
  return (
    <header className="top">
      <div className="top-menu">
        <Button label={words.navigation} icon={<MenuIcon />} iconOnly weight="quiet" onPress={onNavigation} />
      </div>
      <Link className="brand" href="/">
        {me.organisation.name}
      </Link>
      <AriaButton className="search-button" onPress={onSearch}>
        <SearchIcon />
        <span className="search-words">{t(words.search)}</span>
        <kbd aria-hidden="true">{`${modifierName(language)} K`}</kbd>
      </AriaButton>
      <div className="top-tools">
        <NoticesMenu me={me} />
        <Button label={words.help} icon={<HelpIcon />} iconOnly weight="quiet" onPress={onHelp} />
        <span className="top-language">
          <LanguageSwitch />
        </span>
        <PersonMenu me={me} />
      </div>
    </header>
  )
}

const words = {
  navigation: text('Bereiche', 'Areas'),
  search: text('Suchen und springen', 'Search and go'),
  help: text('Hilfe', 'Help'),
}
