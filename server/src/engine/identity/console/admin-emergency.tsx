import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, Loaded, Notice, queryOf, Section, text, useText } from '@nachweis/console'
import { showSignOn } from '../contract/sign-on.ts'
import { useOwn } from './admin-may.ts'

/** How many emergency accounts there are, and what they are for. */
export function EmergencyAccounts({ organisation }: { readonly organisation: string }): ReactNode {
  const t = useText()
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  const isOwn = useOwn().id === organisation
  return (
    <Section title={words.title} lead={words.lead}>
      <Loaded query={query}>
        {({ breakGlass, connections }) => {
          const isEnforced = connections.some(({ state }) => state === 'enforced')
          return (
            <Notice
              tone={isEnforced && breakGlass === 0 ? 'warning' : 'info'}
              title={words.count(breakGlass)}
            >
              <p>{t(words.needs)}</p>
              <p>{t(isEnforced ? (breakGlass === 0 ? words.missing : words.there) : words.notNeeded)}</p>
              {isOwn && (
                <p>
                  <Link href="/people">{t(words.how)}</Link>
                </p>
              )}
            </Notice>
          )
        }}
      </Loaded>
    </Section>
  )
}

const words = {
  title: text('Notfallkonten', 'Emergency accounts'),
  lead: text(
    'Wer ein Notfallkonto hat, kommt mit Passwort und zweitem Faktor hinein, auch wenn die Einmalanmeldung Pflicht ist. Jede Nutzung wird der Administration sofort gemeldet.',
    'Whoever has an emergency account gets in with password and second factor even where single sign-on is required. Every use is told to the administrators at once.',
  ),
  needs: text(
    'Ein Notfallkonto braucht beides schon vorher: ein Passwort und einen eingerichteten zweiten Faktor. Wer sich bisher nur über den Identitätsanbieter anmeldet, hat hier keines davon.',
    'An emergency account needs both beforehand: a password and a second factor that is set up. Whoever has signed in through the identity provider only has neither of them here.',
  ),
  count: (n: number) =>
    text(
      n === 0 ? 'Kein Notfallkonto' : n === 1 ? 'Ein Notfallkonto' : `${n} Notfallkonten`,
      n === 0 ? 'No emergency account' : n === 1 ? 'One emergency account' : `${n} emergency accounts`,
    ),
  missing: text(
    'Fällt der Identitätsanbieter aus, kommt niemand mehr hinein. Legen Sie mindestens ein Notfallkonto fest.',
    'If the identity provider fails, nobody gets in any more. Choose at least one emergency account.',
  ),
  there: text(
    'Fällt der Identitätsanbieter aus, kommt darüber noch jemand hinein.',
    'If the identity provider fails, somebody still gets in by this.',
  ),
  notNeeded: text(
    'Solange die Einmalanmeldung nicht Pflicht ist, braucht es keines.',
    'While single sign-on is not required, none is needed.',
  ),
  how: text(
    'Auf der Seite einer Person unter „Ändern“ festlegen',
    'Choose them on the page of a person under “Change”',
  ),
}
