import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { OutsideLink } from '../parts/link.tsx'
import { Frame } from './frame.tsx'
import { LanguageSwitch } from './language-switch.tsx'

/** Around the screens that need nobody to be signed in: sign-in, reset, invitation, set-up. */
export function Outside(): ReactNode {
  const t = useText()
  const language = useLanguage()
  return (
    <Frame>
      <div className="outside">
        <header className="outside-top">
          <OutsideLink className="brand" href={`/${language}/`}>
            {t(words.publicPage)}
          </OutsideLink>
          <LanguageSwitch />
        </header>
        <main id="content" className="outside-main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </Frame>
  )
}

const words = { publicPage: text('Zur öffentlichen Seite', 'To the public page') }
