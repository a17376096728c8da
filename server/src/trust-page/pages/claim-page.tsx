import { ProofBar, Sentence, StatusMark } from '@nachweis/ui'
import {
  historyDaysMax,
  type Parameter,
  type TrustClaim,
  type TrustDocument,
  type TrustEvidence,
  type TrustMeasure,
} from 'nachweis-verify'
import { historyWords } from '../history-words.ts'
import { paths } from '../paths.ts'
import { words } from '../words/words.ts'
import { Method, RestsOn, Row } from './claim-detail.tsx'
import { ClaimMeta } from './claim-row.tsx'
import { ChangesTable } from './changes-table.tsx'
import { DayTable } from './day-table.tsx'
import { EvidenceItem } from './evidence-item.tsx'
import { renderPage, type PageInput } from './shell.tsx'
import { sentencesOf } from './trust-page.tsx'
import { BarScale, Moment, type View } from './view.tsx'

export interface ClaimPageInput extends Omit<PageInput, 'provider'> {
  readonly document: TrustDocument
  readonly measure: TrustMeasure
  readonly claim: TrustClaim
  /** One page of the claim's evidence, newest first. */
  readonly evidence: readonly TrustEvidence[]
  /** Address of the page with older evidence. */
  readonly older: string | null
  /** Address of the claim's feed. */
  readonly feed: string | null
}

/** Finds what `claimPage` shows; undefined when no such claim is published. `id` is `<measure>/<claim>`. */
export function findClaim(
  document: TrustDocument,
  id: string,
): { measure: TrustMeasure; claim: TrustClaim } | undefined {
  for (const measure of document.measures) {
    const claim = measure.claims.find((each) => each.id === id)
    if (claim) return { measure, claim }
  }
  return undefined
}

/** The full history of one claim: 90 days, changes, parameters, what it rests on, evidence. Full HTML. */
export function claimPage(input: ClaimPageInput): string {
  const { claim, document, language } = input
  return renderPage(
    { ...input, provider: document.provider },
    {
      title: words[language].claimPage.title(claim.text[language]),
      address: (each) => paths.claim(each, claim.id),
      verifies: true,
      feed: input.feed,
      body: (view) => (
        <article className="sheet">
          <ClaimHead measure={input.measure} claim={claim} view={view} />
          <Chart claim={claim} view={view} />
          <Facts claim={claim} document={document} view={view} />
          <AllChanges {...input} view={view} />
          <EvidenceList {...input} view={view} />
        </article>
      ),
    },
  )
}

interface Props {
  readonly claim: TrustClaim
  readonly view: View
}

function ClaimHead({ measure, claim, view }: Props & { readonly measure: TrustMeasure }) {
  const { words, language } = view
  return (
    <>
      <p className="crumbs">
        <a href={paths.home(language)}>{words.claimPage.back}</a>
        {' › '}
        <a href={`${paths.home(language)}#${encodeURIComponent(measure.id)}`} data-measure={measure.id}>
          {measure.title[language]}
        </a>
      </p>
      <h1 className="claim-title">
        <StatusMark status={claim.status} label={words.status[claim.status]} />
        <Sentence {...claim} claim={claim.id} language={language} />
      </h1>
      <p className="about">
        <ClaimMeta claim={claim} view={view} />
        <span className="meta">
          {words.claimPage.since} <Moment view={view} at={claim.since} />
          {measure.team && ` · ${measure.team}`}
        </span>
      </p>
    </>
  )
}

function Chart({ claim, view }: Props) {
  const { words } = view
  const label = historyWords(claim, words)
  return (
    <section aria-labelledby="chart">
      <h2 id="chart">{words.claimPage.chart}</h2>
      <ProofBar days={claim.history} daysMax={historyDaysMax} label={label} />
      <BarScale view={view} />
      <p>{label}</p>
      <p className="fine">{words.claimPage.rule}</p>
      <details className="more">
        <summary>{words.claimPage.table}</summary>
        <DayTable days={claim.history} view={view} />
      </details>
    </section>
  )
}

function Facts({ claim, document, view }: Props & { readonly document: TrustDocument }) {
  const { words, language } = view
  const parameters = Object.entries(claim.parameters)
  return (
    <section aria-labelledby="how">
      <h2 id="how">{words.claim.how}</h2>
      <dl>
        {claim.checks.length > 0 && (
          <Row term={words.evidencePage.check}>
            <Method claim={claim} view={view} />
          </Row>
        )}
        {claim.needs && <Row term={words.claim.needs}>{claim.needs[language]}</Row>}
        <Row term={words.claim.basis}>{words.basis[claim.basis]}</Row>
        {claim.restsOn.length > 0 && (
          <Row term={words.claim.restsOn}>
            <RestsOn claims={claim.restsOn} sentences={sentencesOf(document)} view={view} />
          </Row>
        )}
        {claim.nextCheckAt && (
          <Row term={words.claim.next}>
            <Moment view={view} at={claim.nextCheckAt} />
          </Row>
        )}
        {claim.missedRuns > 0 && (
          <Row term={words.claim.missed}>{words.claim.missedRuns(claim.missedRuns)}</Row>
        )}
      </dl>
      {parameters.length > 0 && <ParameterTable parameters={parameters} view={view} />}
    </section>
  )
}

function ParameterTable({
  parameters,
  view,
}: {
  readonly parameters: readonly (readonly [string, Parameter])[]
  readonly view: View
}) {
  const { claimPage } = view.words
  return (
    <>
      <h3>{claimPage.parameters}</h3>
      <p className="fine">{claimPage.parametersIntro}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{claimPage.name}</th>
            <th scope="col">{claimPage.value}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{typeof value === 'object' ? value.join(', ') : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function AllChanges({ claim, evidence, feed, view }: ClaimPageInput & { readonly view: View }) {
  const { claimPage } = view.words
  const known = new Set([...claim.evidence, ...evidence].map((each) => each.id))
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{claimPage.changes}</h2>
      {claim.changes.length === 0 ? (
        <p>{claimPage.noChanges}</p>
      ) : (
        <ChangesTable changes={claim.changes} known={known} view={view} />
      )}
      {feed && (
        <p>
          <a href={feed}>{claimPage.feed}</a>
        </p>
      )}
    </section>
  )
}

function EvidenceList({ claim, evidence, older, view }: ClaimPageInput & { readonly view: View }) {
  const { claimPage } = view.words
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{claimPage.evidence}</h2>
      {evidence.length === 0 && <p>{claimPage.noEvidence}</p>}
      <ul className="plain">
        {evidence.map((each) => (
          <EvidenceItem key={each.id} evidence={each} claim={claim.id} view={view} />
        ))}
      </ul>
      {older && (
        <p>
          <a href={older} rel="next">
            {claimPage.older}
          </a>
        </p>
      )}
    </section>
  )
}
