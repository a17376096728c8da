import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  ButtonLink,
  FormButtons,
  Loaded,
  Notice,
  OutsideLink,
  queryOf,
  Section,
  StatusMark,
  text,
  useLanguage,
  useText,
} from '@nachweis/console'
import { listMeasures } from '../../claims/contract.ts'
import type { StepProps } from './first-steps-screen.tsx'

const statuses = ['holding', 'failing', 'stale', 'unknown'] as const

/** The end of the set-up: the page is there, and what it says already. */
export function PublishedStep({ shown }: StepProps): ReactNode {
  const t = useText()
  const language = useLanguage()
  const measures = useQuery({ ...queryOf(listMeasures), refetchInterval: 5_000 })
  return (
    <Section title={words.title}>
      {shown.isExample ? (
        <Notice tone="warning" title={words.example}>
          <p>{t(words.exampleWhat)}</p>
          <ButtonLink href="/first-steps" label={words.exampleGo} />
        </Notice>
      ) : (
        <p>{t(words.lead(shown.configuration.provider.name))}</p>
      )}
      <Loaded query={measures}>
        {(data) => {
          const claims = data.measures.flatMap((measure) => measure.claims)
          return (
            <ul className="tally">
              {statuses.map((status) => (
                <li key={status}>
                  <strong>{claims.filter((claim) => claim.status === status).length}</strong>
                  <StatusMark status={status} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <p>{t(words.unknown)}</p>
      <FormButtons>
        <OutsideLink className="button strong" href={`/${language}/`}>
          {t(words.look)}
        </OutsideLink>
        <ButtonLink href="/measures" label={words.measures} />
        <ButtonLink href="/account/security" label={words.security} />
      </FormButtons>
    </Section>
  )
}

const words = {
  title: text('Ihre Seite ist veröffentlicht', 'Your page is published'),
  lead: (name: string) =>
    text(
      `Was ${name} verspricht, steht jetzt öffentlich, auf Deutsch und Englisch, und wird laufend geprüft. So steht es gerade:`,
      `What ${name} promises is now public, in German and English, and is checked all the time. This is how it stands:`,
    ),
  example: text('Die Seite nennt noch den Beispielanbieter', 'The page still names the example provider'),
  exampleWhat: text(
    'Tragen Sie im ersten Schritt ein, wer Sie sind und wohin man Sicherheitslücken meldet.',
    'Enter in the first step who you are and where weaknesses are reported.',
  ),
  exampleGo: text('Zum ersten Schritt', 'To the first step'),
  unknown: text(
    'Aussagen ohne Nachweis sagen auf der Seite, was ihnen fehlt. Grün wird hier nichts von Hand.',
    'Claims without evidence say on the page what they lack. Nothing here turns green by hand.',
  ),
  look: text('Seite ansehen', 'Look at the page'),
  measures: text('Zu den Maßnahmen', 'To the measures'),
  security: text('Zweites Gerät für Ihre Anmeldung einrichten', 'Set up a second device for your sign-in'),
}
