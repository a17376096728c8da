import { StatusMark } from '@nachweis/ui'
import type { DisclosedRecord, Evidence, Status, Text, Verdict } from 'nachweis-verify'
import { paths } from '../paths.ts'
import { wholeNumber } from '../times.ts'
import { words } from '../words/words.ts'
import { Row } from './claim-detail.tsx'
import { renderPage, type PageInput } from './shell.tsx'
import { VerifyButton } from './verify-button.tsx'
import { Moment, type View } from './view.tsx'

/** Where the record stands: `hashes` counts those of the inclusion proof, `root` is Base64 as in the checkpoint. */
export interface InclusionFacts {
  readonly treeSize: number
  readonly hashes: number
  readonly root: string
}

export interface EvidencePageInput extends PageInput {
  readonly record: DisclosedRecord<Evidence>
  /** The sentence at present; null when the claim is no longer published. */
  readonly text: Text | null
  /** Null while no checkpoint covers the record yet. */
  readonly inclusion: InclusionFacts | null
}

const verdictStatus: Readonly<Record<Verdict, Status>> = {
  holds: 'holding',
  fails: 'failing',
  unknown: 'unknown',
}

/** One record of evidence, in words and as JSON, and how to verify it. Full HTML. */
export function evidencePage(input: EvidencePageInput): string {
  const { record, language } = input
  const title = words[language].evidencePage.title(wholeNumber(record.index, words[language]))
  return renderPage(input, {
    title,
    address: (each) => paths.evidence(each, record.record.id),
    verifies: true,
    body: (view) => (
      <article className="sheet">
        <p className="crumbs">
          <a href={paths.home(language)}>{view.words.claimPage.back}</a>
          {' › '}
          <a href={paths.claim(language, record.record.data.claim)}>{view.words.evidencePage.history}</a>
        </p>
        <h1>{title}</h1>
        {input.text && (
          <p className="quoted">
            <span className="fine">{view.words.evidencePage.sentenceNow}</span> {input.text[language]}
          </p>
        )}
        <RecordInWords record={record} inclusion={input.inclusion} view={view} />
        <Verifying input={input} view={view} />
        <RecordAsJson record={record} view={view} />
      </article>
    ),
  })
}

interface Props {
  readonly record: DisclosedRecord<Evidence>
  readonly view: View
}

function RecordInWords({ record, inclusion, view }: Props & { readonly inclusion: InclusionFacts | null }) {
  const { words, language } = view
  const page = words.evidencePage
  const { data } = record.record
  return (
    <dl>
      <Row term={page.verdict}>
        <StatusMark status={verdictStatus[data.verdict]} /> {page.verdicts[data.verdict]}{' '}
        <code>{data.code}</code>
      </Row>
      <Row term={page.observed}>{data.observed[language]}</Row>
      <Row term={page.target}>
        <code>{data.target}</code>
      </Row>
      <Row term={page.population}>{words.claim.coverage(data.population.checked, data.population.total)}</Row>
      <Row term={page.periodObserved}>
        <Moment view={view} at={data.period.from} /> {page.until} <Moment view={view} at={data.period.to} />
      </Row>
      <Row term={page.received}>
        <Moment view={view} at={data.receivedAt} />
      </Row>
      <Row term={page.validUntil}>
        <Moment view={view} at={data.validUntil} />
      </Row>
      <Row term={page.check}>
        <code>{data.check}</code>
        {`, ${words.claim.version(data.checkVersion)}`}
      </Row>
      <Row term={page.claimVersion}>{data.claimVersion}</Row>
      <Row term={page.digest}>
        <code>{data.observationDigest}</code>
      </Row>
      {inclusion ? (
        <>
          <Row term={page.place}>
            {page.leaf(wholeNumber(record.index, words), wholeNumber(inclusion.treeSize, words))}
          </Row>
          <Row term={page.hashes}>{page.hashCount(inclusion.hashes)}</Row>
          <Row term={page.root}>
            <code>{inclusion.root}</code>
          </Row>
        </>
      ) : (
        <Row term={page.place}>{page.pending}</Row>
      )}
    </dl>
  )
}

function Verifying({ input, view }: { readonly input: EvidencePageInput; readonly view: View }) {
  const page = view.words.evidencePage
  const { id, data } = input.record.record
  return (
    <section aria-labelledby="verify">
      <h2 id="verify">{page.verify}</h2>
      <VerifyButton evidence={id} text={page.verifyHere} claim={data.claim} />
      <p>{page.offline}</p>
      <pre>
        <code>
          npx {input.publicUrl}/nachweis-verify.tgz {input.publicUrl}
        </code>
      </pre>
      <p className="acts">
        <a href={paths.evidenceJson(id)}>{page.downloadJson}</a>
        <a href={paths.evidenceProof(id)}>{page.downloadProof}</a>
      </p>
      <h3>{page.meaning}</h3>
      <p>
        {page.digestMeaning} {page.saltMeaning}
      </p>
    </section>
  )
}

function RecordAsJson({ record, view }: Props) {
  const page = view.words.evidencePage
  return (
    <section aria-labelledby="json">
      <h2 id="json">{page.json}</h2>
      <pre>
        <code>{JSON.stringify(record, null, 2)}</code>
      </pre>
    </section>
  )
}
