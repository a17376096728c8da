import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  Button,
  calendarDay,
  Link,
  Loaded,
  numberWords,
  queryOf,
  Say,
  text,
  useLanguage,
  useMay,
  useNow,
  useQueryState,
  useText,
} from '@nachweis/console'
import { listRetention } from '../retention/contract.ts'
import { ageOf, ageWords } from './retention-age.ts'
import { ChangePeriod } from './retention-change.tsx'
import { AgeBar } from './retention-bar.tsx'
import { dayWords, type Period } from './retention-words.ts'
import { kindWords } from './sources-words.ts'

/** Fewer are counted by the server, more are estimated. */
const estimatedFrom = 1_000
const renewEveryMs = 30_000

/** Every kind of data with its period and what stands of it. */
export function Periods(): ReactNode {
  const [changing, change] = useQueryState('change')
  const query = useQuery({ ...queryOf(listRetention), refetchInterval: renewEveryMs })
  return (
    <Loaded query={query}>
      {({ classes }) => {
        const chosen = classes.find(({ id }) => String(id) === changing)
        return (
          <>
            <ul className="periods">
              {classes.map((each) => (
                <li key={each.id}>
                  <PeriodCard period={each} onChange={() => change(String(each.id))} />
                </li>
              ))}
            </ul>
            {chosen && <ChangePeriod period={chosen} onClose={() => change('')} />}
          </>
        )
      }}
    </Loaded>
  )
}

function PeriodCard({ period, onChange }: { readonly period: Period; readonly onChange: () => void }) {
  const t = useText()
  const now = useNow()
  const mayChange = useMay()('events:manage-retention')
  const name = t(kindWords(period.dataType, period.purpose))
  const age = ageOf(period, now)
  return (
    <article className="period" aria-label={name}>
      <header className="period-head">
        <h2>{name}</h2>
        <p className="period-days">{t(dayWords(period.days))}</p>
      </header>
      <p className="period-source">{t(period.source)}</p>
      <AgeBar age={age} label={t(words.picture)} />
      <p className="period-age">
        {t(words.count(period.estimatedCount))} {t(ageWords(age))}
      </p>
      {period.holds > 0 && (
        <p className="period-held">
          <Link href="/retention?tab=holds">{t(words.held(period.holds))}</Link>
        </p>
      )}
      <Changed period={period} />
      {mayChange && <Button label={words.change} about={name} onPress={onChange} />}
    </article>
  )
}

/** Whether the default is in force, and who decided otherwise. */
function Changed({ period }: { readonly period: Period }) {
  const language = useLanguage()
  const { changedAt, changedBy, days, defaultDays, reason } = period
  if (changedAt === null)
    return (
      <p className="period-changed">
        <Say words={words.never} />
      </p>
    )
  const by = changedBy ?? { de: 'dem Betreiber', en: 'the operator' }[language]
  const on = calendarDay(changedAt, language)
  return (
    <p className="period-changed">
      <Say words={days === defaultDays ? words.back(by, on) : words.changed(by, on, defaultDays)} />
      {reason !== null && (
        <>
          {' '}
          <Say words={words.reason(reason)} />
        </>
      )}
    </p>
  )
}

const words = {
  picture: text(
    'Alter des ältesten Ereignisses gegen die Frist',
    'Age of the oldest event against its period',
  ),
  count: (n: number) =>
    n === 0
      ? text('', '')
      : n === 1
        ? text('Ein Ereignis.', 'One event.')
        : n < estimatedFrom
          ? text(`${n} Ereignisse.`, `${n} events.`)
          : text(`Rund ${numberWords(n, 'de')} Ereignisse.`, `About ${numberWords(n, 'en')} events.`),
  held: (n: number) =>
    n === 1
      ? text('Eine Sperre hält Ereignisse dieser Art', 'A legal hold keeps events of this kind')
      : text(`${n} Sperren halten Ereignisse dieser Art`, `${n} legal holds keep events of this kind`),
  never: text('Es gilt die Vorgabe.', 'The default is in force.'),
  back: (by: string, on: string) =>
    text(
      `Es gilt wieder die Vorgabe, gesetzt von ${by} am ${on}.`,
      `The default is in force again, set by ${by} on ${on}.`,
    ),
  changed: (by: string, on: string, days: number) =>
    text(
      `Geändert von ${by} am ${on}; die Vorgabe ist ${dayWords(days).de}.`,
      `Changed by ${by} on ${on}; the default is ${dayWords(days).en}.`,
    ),
  reason: (reason: string) => text(`Begründung: ${reason}`, `Reason: ${reason}`),
  change: text('Frist ändern', 'Change the period'),
}
