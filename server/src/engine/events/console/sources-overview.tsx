import type { ReactNode } from 'react'
import {
  Button,
  Facts,
  intervalWords,
  Link,
  Moment,
  Notice,
  numberWords,
  Section,
  text,
  useLanguage,
  useNow,
  useQueryState,
  useText,
} from '@nachweis/console'
import type { SourceDetail } from '../sources/contract.ts'
import { hrefOf } from './search-address.ts'
import { GapList } from './sources-gaps.tsx'
import { offsetWords, zoneWords } from './sources-offset.ts'
import { Throughput } from './sources-throughput.tsx'
import { kindWords, stateWords } from './sources-words.ts'

const dayMs = 86_400_000
const tokenEndsSoonMs = 14 * dayMs

interface Props {
  readonly source: SourceDetail
}

/** How a source is: its state in words, its clock, its gaps, how much came. */
export function SourceOverview({ source }: Props): ReactNode {
  const t = useText()
  return (
    <>
      <div className="source-notices">
        <StateNotice source={source} />
        <TokenNotice source={source} />
        <RefusedNotice source={source} />
      </div>
      <SourceFacts source={source} />
      <Section title={words.throughput}>
        <Throughput hours={source.hours} />
      </Section>
      <Section title={words.clock}>
        <Clock source={source} />
      </Section>
      <Section title={words.gaps}>
        {source.settings.sequence === null ? <p>{t(words.noSequence)}</p> : <GapList gaps={source.gaps} />}
      </Section>
    </>
  )
}

function StateNotice({ source }: Props) {
  const t = useText()
  const [, setTab] = useQueryState('tab', 'overview')
  const { state, settings } = source
  const { tone, why, name } = stateWords[state]
  if (tone !== 'bad' && state !== 'never-heard' && state !== 'paused') return null
  return (
    <Notice tone={tone === 'bad' ? 'warning' : 'info'} title={name}>
      <p>{t(why)}</p>
      {state === 'silent' && settings.heartbeatS !== null && <p>{t(words.agreed(settings.heartbeatS))}</p>}
      {state === 'clock-wrong' && source.clock && <p>{t(zoneWords(source.clock))}</p>}
      {state === 'never-heard' && <Button label={words.toSetUp} onPress={() => setTab('set-up')} />}
    </Notice>
  )
}

function SourceFacts({ source }: Props) {
  const t = useText()
  const language = useLanguage()
  return (
    <Facts
      facts={[
        [words.last, source.lastReceivedAt === null ? t(words.never) : <Moment at={source.lastReceivedAt} />],
        [
          words.received,
          <Link key="events" href={hrefOf({ q: `source:"${source.name}"`, everywhere: true })}>
            {numberWords(source.received, language)}
          </Link>,
        ],
        [words.kind, t(kindWords(source.dataType, source.purpose))],
        [words.customer, source.customer?.name ?? t(words.own)],
        [words.created, <Moment key="created" at={source.createdAt} />],
      ]}
    />
  )
}

function TokenNotice({ source: { tokens, state } }: Props) {
  const t = useText()
  const now = useNow()
  if (tokens.endsAt === null || state === 'never-heard') return null
  if (Date.parse(tokens.endsAt) - now > tokenEndsSoonMs) return null
  return (
    <Notice tone="warning" title={words.tokenEnds}>
      <p>
        {t(words.tokenEndsWhat)} <Moment at={tokens.endsAt} exact />
      </p>
    </Notice>
  )
}

function RefusedNotice({ source: { hours } }: Props) {
  const t = useText()
  const now = useNow()
  const language = useLanguage()
  const lastDay = hours.filter(({ hour }) => Date.parse(hour) > now - dayMs)
  const refused = lastDay.reduce((sum, each) => sum + each.refused, 0)
  const unmapped = lastDay.reduce((sum, each) => sum + each.unmapped, 0)
  return (
    <>
      {refused > 0 && (
        <Notice tone="warning" title={words.refused(refused, numberWords(refused, language))}>
          <p>{t(words.refusedWhat)}</p>
        </Notice>
      )}
      {unmapped > 0 && (
        <Notice title={words.unmapped(unmapped, numberWords(unmapped, language))}>
          <p>{t(words.unmappedWhat)}</p>
        </Notice>
      )}
    </>
  )
}

function Clock({ source: { clock, hours } }: Props) {
  const t = useText()
  const language = useLanguage()
  const sum = (of: 'late' | 'outOfOrder' | 'future' | 'timeless') =>
    numberWords(
      hours.reduce((all, each) => all + each[of], 0),
      language,
    )
  return (
    <>
      <p>{t(clock === null ? words.noClock : offsetWords(clock))}</p>
      <Facts
        facts={[
          [words.late, sum('late')],
          [words.outOfOrder, sum('outOfOrder')],
          [words.future, sum('future')],
          [words.timeless, sum('timeless')],
        ]}
      />
    </>
  )
}

const words = {
  agreed: (s: number) =>
    text(
      `Vereinbart ist ein Ereignis ${intervalWords(s * 1_000, 'de')}. Sehen Sie beim Absender nach: Läuft er, erreicht er diese Adresse, gilt sein Token?`,
      `An event is agreed ${intervalWords(s * 1_000, 'en')}. Look at the sender: is it running, does it reach this address, is its token valid?`,
    ),
  throughput: text('Was in den letzten sieben Tagen kam', 'What came in the last seven days'),
  clock: text('Uhr', 'Clock'),
  gaps: text('Lücken', 'Gaps'),
  toSetUp: text('Zur Einrichtung', 'To the set-up'),
  last: text('Zuletzt gehört', 'Last heard'),
  never: text('noch nie', 'never'),
  received: text('Gespeicherte Ereignisse', 'Events stored'),
  kind: text('Art und Zweck', 'Type and purpose'),
  customer: text('Ohne Kunde gehört ein Ereignis', 'Without a customer an event belongs to'),
  own: text('dem Anbieter', 'the provider'),
  created: text('Angelegt', 'Created'),
  tokenEnds: text('Ein Token läuft bald ab', 'A token ends soon'),
  tokenEndsWhat: text(
    'Erzeugen Sie in der Einrichtung ein neues, und tauschen Sie es beim Absender aus. Das alte gilt bis',
    'Create a new one in the set-up and exchange it at the sender. The old one works until',
  ),
  refused: (n: number, count: string) =>
    n === 1
      ? text('Ein Ereignis wurde in 24 Stunden abgewiesen', 'One event was refused in 24 hours')
      : text(
          `${count} Ereignisse wurden in 24 Stunden abgewiesen`,
          `${count} events were refused in 24 hours`,
        ),
  refusedWhat: text(
    'Der Absender bekam für jedes den Grund genannt, z. B. einen Kunden, den hier niemand kennt. Was er nicht noch einmal sendet, fehlt. Die Zuordnung zeigt an einem Beispiel, was abgewiesen würde.',
    'The sender was told the reason of each, e.g. a customer whom nobody knows here. What it does not send again is missing. The mapping shows by an example what would be refused.',
  ),
  unmapped: (n: number, count: string) =>
    n === 1
      ? text(
          'Bei einem Ereignis in 24 Stunden fehlten Akteur und Aktion',
          'One event in 24 hours had neither actor nor action',
        )
      : text(
          `Bei ${count} Ereignissen in 24 Stunden fehlten Akteur und Aktion`,
          `${count} events in 24 hours had neither actor nor action`,
        ),
  unmappedWhat: text(
    'Gespeichert und durchsuchbar sind sie. Sagen Sie in der Zuordnung, wo Akteur und Aktion stehen.',
    'They are stored and can be searched. Say in the mapping where actor and action stand.',
  ),
  noClock: text(
    'In den letzten zwei Stunden kamen zu wenige Ereignisse mit Zeit, um über die Uhr etwas zu sagen.',
    'In the last two hours too few events with a time came to say anything of the clock.',
  ),
  late: text('Verspätet (über eine Stunde)', 'Late (more than an hour)'),
  outOfOrder: text('In anderer Reihenfolge', 'Out of order'),
  future: text('Zeit in der Zukunft', 'Time in the future'),
  timeless: text('Ohne lesbare Zeit', 'Without a readable time'),
  noSequence: text(
    'Ob etwas fehlt, lässt sich sagen, wenn die Quelle ihre Ereignisse durchnummeriert. Nennen Sie in den Einstellungen das Feld, in dem die Nummer steht.',
    'Whether something is missing can be said if the source numbers its events. Name the field that holds the number in the settings.',
  ),
}
