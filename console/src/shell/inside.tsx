import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { meQuery, type Me } from '../api/me.ts'
import { useText } from '../language/use-text.ts'
import { Failure, Loading } from '../parts/loaded.tsx'
import { choose } from '../preferences.ts'
import { useGo } from '../query-state.ts'
import { Frame } from './frame.tsx'
import { HelpDialog, NavigationDrawer, Palette, useFetchLater } from './later.ts'
import { SideNavigation } from './side-navigation.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcut } from './use-shortcut.ts'

/** Where somebody who still owes a second factor sets one up. */
const enrolmentPath = '/enrol'

/** The house around every screen of signed-in people. */
export function Inside(): ReactNode {
  const me = useQuery(meQuery)
  useProfileLanguage(me.data ?? null)
  return (
    <Frame>
      {me.data ? (
        <Shell me={me.data} />
      ) : (
        <main id="content" className="outside-main" tabIndex={-1}>
          {me.isError && me.error.status !== 401 ? (
            <Failure error={me.error} onRetry={() => void me.refetch()} />
          ) : (
            <Loading />
          )}
        </main>
      )}
    </Frame>
  )
}

type Opened = 'palette' | 'help' | 'navigation' | null

function Shell({ me }: { readonly me: Me }) {
  const t = useText()
  const [opened, open] = useState<Opened>(null)
  const close = () => open(null)
  useEnrolment(me)
  useFetchLater()
  useShortcut('k', () => open('palette'))
  useShortcut('/', () => open('help'))
  return (
    <div className="shell">
      <TopBar
        me={me}
        onNavigation={() => open('navigation')}
        onSearch={() => open('palette')}
        onHelp={() => open('help')}
      />
      <nav className="side" aria-label={t(words.navigation)}>
        <SideNavigation me={me} />
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense fallback={null}>
        {opened === 'palette' && <Palette me={me} isOpen onClose={close} />}
        {opened === 'navigation' && <NavigationDrawer me={me} isOpen onClose={close} />}
        {opened === 'help' && <HelpDialog isOpen onClose={close} />}
      </Suspense>
    </div>
  )
}

/** The language of the profile goes before that of the device, once it is known. */
function useProfileLanguage(me: Me | null): void {
  const language = me?.person.language
  useEffect(() => {
    if (language !== undefined) choose({ language })
  }, [language])
}

/** Whoever owes a second factor can do nothing else: the server refuses it. */
function useEnrolment(me: Me): void {
  const go = useGo()
  const owes = me.session?.enrolment === true
  const leadThere = useEffectEvent(() => go(enrolmentPath, { replace: true }))
  useEffect(() => {
    if (owes) leadThere()
  }, [owes])
}

const words = { navigation: text('Bereiche', 'Areas') }
