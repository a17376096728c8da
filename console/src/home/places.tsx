import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { Link, OutsideLink } from '../parts/link.tsx'
import { Section } from '../parts/page.tsx'
import { isOpenTo } from '../screen.ts'
import { screens } from '../screens.ts'

/** Where this person can go, each with what it is for. */
export function Places({ me }: { readonly me: Me }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const open = screens.filter((screen) => screen.area !== undefined && isOpenTo(me, screen))
  return (
    <Section title={words.title}>
      <ul className="places">
        {open.map((screen) => (
          <li key={screen.path} className="place">
            <Link className="place-link" href={screen.path}>
              {t(screen.title)}
            </Link>
            <p>{t(screen.about)}</p>
          </li>
        ))}
        <li className="place">
          <OutsideLink className="place-link" href={`/${language}/`}>
            {t(words.publicPage)}
          </OutsideLink>
          <p>{t(words.publicPageFor)}</p>
        </li>
      </ul>
    </Section>
  )
}

const words = {
  title: text('Wohin möchten Sie?', 'Where would you like to go?'),
  publicPage: text('Datenschutz und Sicherheit', 'Privacy and security'),
  publicPageFor: text(
    'Was der Anbieter zum Schutz Ihrer Daten verspricht, laufend geprüft und für jeden nachprüfbar.',
    'What the provider promises for the protection of your data, checked continuously and verifiable by anybody.',
  ),
}
