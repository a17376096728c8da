import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  type Selection,
} from 'react-aria-components'
import { signOut } from '../../../server/src/engine/identity/contract/sign-in.ts'
import { text, type Language } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useChange } from '../api/use-call.ts'
import { useText } from '../language/use-text.ts'
import { PersonIcon } from '../parts/icons.tsx'
import { choose, usePreferences, type Theme } from '../preferences.ts'
import { isOpenTo } from '../screen.ts'
import { screens } from '../screens.ts'
import { useSwitchLanguage } from './language-switch.tsx'

/** Oneself: own screens, how the console looks, sign-out. */
export function PersonMenu({ me }: { readonly me: Me }): ReactNode {
  const t = useText()
  const own = screens.filter((screen) => screen.area === 'account' && isOpenTo(me, screen))
  return (
    <MenuTrigger>
      <AriaButton className="button quiet person" aria-label={`${t(words.account)}: ${me.person.name}`}>
        <PersonIcon />
        <span className="person-name">{me.person.name}</span>
      </AriaButton>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="list-box person-menu" aria-label={t(words.account)}>
          <MenuSection>
            <Header className="menu-head">
              <span className="menu-person">{me.person.name}</span>
              <span>{me.person.email}</span>
            </Header>
            {own.map((screen) => (
              <MenuItem key={screen.path} id={screen.path} href={screen.path} className="list-item">
                {t(screen.title)}
              </MenuItem>
            ))}
          </MenuSection>
          {own.length > 0 && <Separator className="separator" />}
          <ThemeSection />
          <Separator className="separator" />
          <LanguageSection />
          <Separator className="separator" />
          <MenuSection>
            <SignOutItem />
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function ThemeSection() {
  const t = useText()
  const { theme } = usePreferences()
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => choose({ theme: onlyOf(keys) as Theme })}
    >
      <Header className="menu-head">{t(words.theme)}</Header>
      {(['system', 'light', 'dark'] as const).map((each) => (
        <MenuItem key={each} id={each} className="list-item">
          {t(words.themes[each])}
        </MenuItem>
      ))}
    </MenuSection>
  )
}

function LanguageSection() {
  const t = useText()
  const { language } = usePreferences()
  const switchTo = useSwitchLanguage()
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => switchTo(onlyOf(keys) as Language)}
    >
      <Header className="menu-head">{t(words.language)}</Header>
      <MenuItem id="de" className="list-item" textValue="Deutsch">
        <span lang="de">Deutsch</span>
      </MenuItem>
      <MenuItem id="en" className="list-item" textValue="English">
        <span lang="en">English</span>
      </MenuItem>
    </MenuSection>
  )
}

/** The one key of a selection of one. */
const onlyOf = (keys: Selection) => (keys === 'all' ? undefined : keys.values().next().value)

function SignOutItem() {
  const t = useText()
  // A page load, so that nothing of the session stays in memory.
  const leave = useChange(signOut, { after: () => location.assign('/console/sign-in') })
  return (
    <MenuItem id="sign-out" className="list-item" onAction={() => leave.mutate({})}>
      {t(words.signOut)}
    </MenuItem>
  )
}

const words = {
  account: text('Mein Konto', 'My account'),
  theme: text('Darstellung', 'Appearance'),
  themes: {
    system: text('Wie das System', 'As the system'),
    light: text('Hell', 'Light'),
    dark: text('Dunkel', 'Dark'),
  },
  language: text('Sprache', 'Language'),
  signOut: text('Abmelden', 'Sign out'),
}
