import { useQuery } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import {
  calendarDay,
  Facts,
  Loaded,
  Moment,
  Notice,
  numberWords,
  PageHead,
  queryOf,
  Section,
  text,
  useLanguage,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { showErasureRoute } from '../retention/contract.ts'
import { Counts } from './retention-counts.tsx'
import { erasureProblemWords, erasureStateWords } from './retention-erasure-words.ts'
import { TreeProof } from './retention-proof.tsx'
import type { Erasure } from './retention-words.ts'
import './retention.css'

const runningMs = 2_000
const rewritingMs = 15_000

/** One erasure: how far it is, what went, what stays, and that the log still verifies. */
export function ErasureScreen({ params }: ScreenProps): ReactNode {
  const query = useQuery({
    ...queryOf(showErasureRoute, { params: { erasure: params['erasure'] ?? '' } }),
    refetchInterval: ({ state: { data } }) => everyMs(data?.state),
  })
  return (
    <>
      <PageHead title={words.title} crumbs={[{ label: words.retention, href: '/retention?tab=erasures' }]} />
      <Loaded query={query}>{(erasure) => <Shown erasure={erasure} />}</Loaded>
    </>
  )
}

function everyMs(state: Erasure['state'] | undefined): number | false {
  if (state === 'done' || state === 'failed') return false
  return state === 'rewriting' ? rewritingMs : runningMs
}

function Shown({ erasure }: { readonly erasure: Erasure }) {
  const t = useText()
  const isGone = erasure.state === 'rewriting' || erasure.state === 'done'
  return (
    <div className="retention">
      <Progress erasure={erasure} />
      {erasure.state === 'rewriting' && <Rewriting erasure={erasure} />}
      <Facts
        facts={[
          [words.customer, erasure.organisationName ?? t(words.gone)],
          [words.started, <Moment key="started" at={erasure.startedAt} exact />],
          erasure.endedAt === null ? null : [words.ended, <Moment key="ended" at={erasure.endedAt} exact />],
          [words.subject, <code key="subject">{erasure.subject}</code>],
        ]}
      />
      <Section title={words.result}>
        <Counts rows={erasure.classes.map(({ erased: goes, ...rest }) => ({ goes, ...rest }))} isDone />
        <Traces erasure={erasure} />
        {erasure.classes.some(({ held }) => held > 0) && <p>{t(words.held)}</p>}
        {erasure.classes.some(({ duty }) => duty > 0) && <p>{t(words.duty)}</p>}
      </Section>
      {isGone && <TreeProof />}
    </div>
  )
}

function Progress({ erasure }: { readonly erasure: Erasure }) {
  const t = useText()
  const id = useId()
  const { state, problem } = erasure
  const said = erasureStateWords[state]
  const isRunning = state === 'looking' || state === 'erasing'
  const why = problem === null ? null : (erasureProblemWords[problem] ?? text(problem, problem))
  return (
    <div className="erase-progress" role="status">
      <Notice tone={state === 'done' ? 'done' : state === 'failed' ? 'problem' : 'info'} title={said.name}>
        <p id={id}>{t(said.what)}</p>
        {why && <p>{t(why)}</p>}
      </Notice>
      {isRunning && <progress aria-labelledby={id} value={erasure.progress} max={1} />}
    </div>
  )
}

/** When the last bytes go, in words. */
function Rewriting({ erasure: { tablesToRewrite, rewrittenFrom } }: { readonly erasure: Erasure }) {
  const t = useText()
  const language = useLanguage()
  return (
    <Notice title={words.tables(tablesToRewrite)}>
      <p>{t(rewrittenFrom === null ? words.soon : words.large(calendarDay(rewrittenFrom, language)))}</p>
    </Notice>
  )
}

function Traces({ erasure: { traces } }: { readonly erasure: Erasure }) {
  const t = useText()
  const { searches, filters, answers } = traces
  if (searches + filters + answers === 0) return null
  return <p>{t(words.traces(searches, filters, answers))}</p>
}

const counted = (n: number, language: 'de' | 'en', one: string, many: string) =>
  n === 0 ? '' : n === 1 ? one : `${numberWords(n, language)} ${many}`

const listed = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')

const words = {
  title: text('Löschung einer Person', 'Erasure of a person'),
  retention: text('Aufbewahrung', 'Retention'),
  customer: text('Wessen Ereignisse', 'Whose events'),
  gone: text('früherer Kunde', 'former customer'),
  started: text('Begonnen', 'Started'),
  ended: text('Beendet', 'Ended'),
  subject: text('Kennung im öffentlichen Protokoll', 'Identifier in the public log'),
  result: text('Ergebnis', 'Result'),
  held: text(
    'Was eine Sperre hält, bleibt. Löschen Sie noch einmal, wenn sie aufgehoben ist.',
    'What a legal hold keeps stays. Erase once more when it is released.',
  ),
  duty: text(
    'Was das Gesetz aufzubewahren verlangt (Art. 17 Abs. 3 b DSGVO), bleibt bis zum Ende seiner Frist.',
    'What must be kept by law (Art. 17(3)(b) GDPR) stays until the end of its period.',
  ),
  traces: (searches: number, filters: number, answers: number) =>
    text(
      `Außerdem: ${listed(
        counted(searches, 'de', 'eine gespeicherte Suche gelöscht', 'gespeicherte Suchen gelöscht'),
        counted(filters, 'de', 'ein Filter eines Webhooks geleert', 'Filter von Webhooks geleert'),
        counted(answers, 'de', 'eine Antwort eines Empfängers geleert', 'Antworten von Empfängern geleert'),
      )}.`,
      `Also: ${listed(
        counted(searches, 'en', 'one saved search deleted', 'saved searches deleted'),
        counted(filters, 'en', 'one filter of a webhook emptied', 'filters of webhooks emptied'),
        counted(answers, 'en', 'one answer of a receiver emptied', 'answers of receivers emptied'),
      )}.`,
    ),
  tables: (n: number) =>
    n === 1
      ? text('Eine Tabelle ist noch neu zu schreiben', 'One table is yet to be written anew')
      : text(`${n} Tabellen sind noch neu zu schreiben`, `${n} tables are yet to be written anew`),
  soon: text(
    'Das geschieht in den nächsten Minuten, sobald keine ältere Abfrage mehr läuft. Bis dahin könnte nur, wer die Dateien der Datenbank liest, Reste finden.',
    'That happens within the next minutes, once no older query runs any more. Until then only whoever reads the files of the database could find remains.',
  ),
  large: (day: string) =>
    text(
      `Sie nimmt noch Ereignisse auf und ist so groß, dass Umschreiben die Annahme anhielte. Umgeschrieben wird sie, sobald ihre Zeit um ist: ab ${day}. Bis dahin könnte nur, wer die Dateien der Datenbank liest, Reste finden.`,
      `It still takes events and is so large that writing it anew would stop them. It is written anew once its time is over: from ${day}. Until then only whoever reads the files of the database could find remains.`,
    ),
}
