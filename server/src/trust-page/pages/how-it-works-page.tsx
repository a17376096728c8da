import { ProofBar, StatusMark } from '@nachweis/ui'
import type { Basis, HistoryDay, Status } from 'nachweis-verify'
import { paths } from '../paths.ts'
import { words } from '../words/words.ts'
import { FlowPicture } from './flow-picture.tsx'
import { renderPage, type PageInput } from './shell.tsx'
import type { View } from './view.tsx'

const statuses: readonly Status[] = ['holding', 'failing', 'stale', 'unknown']
const bases: readonly Basis[] = ['executed', 'observed', 'attested', 'certified', 'contractual']

/** Explains statuses, bases, the log, and how a stranger verifies. Full HTML. */
export function howItWorksPage(input: PageInput): string {
  const { how } = words[input.language]
  return renderPage(input, {
    title: `${how.title} – ${input.provider?.name ?? words[input.language].provider}`,
    description: how.lead,
    address: paths.howItWorks,
    body: (view) => (
      <article className="sheet how">
        <h1>{how.title}</h1>
        <p className="lead">{how.lead}</p>
        <FlowPicture how={how} />
        <Statuses view={view} />
        <Bases view={view} />
        <Bar view={view} />
        <Log view={view} />
        <Verifying view={view} publicUrl={input.publicUrl} />
        <section aria-labelledby="limits">
          <h2 id="limits">{how.limits}</h2>
          <p>{how.limitsText}</p>
        </section>
      </article>
    ),
  })
}

interface Props {
  readonly view: View
}

function Statuses({ view }: Props) {
  const { how, statusTitle } = view.words
  return (
    <section aria-labelledby="statuses">
      <h2 id="statuses">{how.statuses}</h2>
      <p>{how.statusesIntro}</p>
      <ul className="plain shown">
        {statuses.map((status) => (
          <li key={status}>
            <StatusMark status={status} />
            <p>
              <strong className={`word ${status}`}>{statusTitle[status]}</strong> {how.statusText[status]}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Bases({ view }: Props) {
  const { how, basis, proven } = view.words
  return (
    <section aria-labelledby="bases">
      <h2 id="bases">{how.bases}</h2>
      <p>{how.basesIntro}</p>
      <dl>
        {bases.map((each) => (
          <div key={each}>
            <dt>{proven[each]}</dt>
            <dd>{basis[each]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const exampleDaysMax = 90
const exampleFirstDay = 18

/** Invented days that show every shape of the bar once. */
const exampleDays: readonly HistoryDay[] = Array.from(
  { length: exampleDaysMax - exampleFirstDay },
  (_, day) => ({
    day: String(day),
    holding: day > 8 ? 1 : 0,
    failing: day === 52 || day === 53 ? 1 : 0,
    stale: day === 34 ? 1 : 0,
    unknown: day > 8 ? 0 : 1,
  }),
)

function Bar({ view }: Props) {
  const { how } = view.words
  return (
    <section aria-labelledby="bar">
      <h2 id="bar">{how.bar}</h2>
      <ProofBar days={exampleDays} daysMax={exampleDaysMax} label={how.barExample} />
      <p>{how.barText}</p>
    </section>
  )
}

function Log({ view }: Props) {
  const { how } = view.words
  return (
    <section aria-labelledby="log">
      <h2 id="log">{how.log}</h2>
      <p>{how.logText}</p>
      <p>{how.logPrivacy}</p>
    </section>
  )
}

function Verifying({ view, publicUrl }: Props & { readonly publicUrl: string }) {
  const { how } = view.words
  return (
    <section aria-labelledby="verify">
      <h2 id="verify">{how.verify}</h2>
      <p>{how.verifySteps.browser}</p>
      <p>{how.verifySteps.everything}</p>
      <pre>
        <code>
          npx {publicUrl}/nachweis-verify.tgz {publicUrl}
        </code>
      </pre>
      <p>{how.verifySteps.own}</p>
      <h3>{how.sources}</h3>
      <ul>
        <li>
          <a href={paths.trustJson}>{how.trustJson}</a>
        </li>
        <li>
          <a href={paths.checkpoint}>{how.checkpoint}</a>
        </li>
        <li>
          <a href={paths.logKey}>{how.key}</a>
        </li>
      </ul>
    </section>
  )
}
