import type { ReactNode } from 'react'
import { StatusMark } from '@nachweis/ui'
import type { Text, TrustClaim } from 'nachweis-verify'
import { worstFirst } from '../claim-standing.ts'
import { paths } from '../paths.ts'
import { calendarDay, durationWords, intervalWords, wholeNumber } from '../times.ts'
import { EvidenceItem } from './evidence-item.tsx'
import { Moment, type View } from './view.tsx'

const evidenceShownMax = 6
const changesShownMax = 5

interface Props {
  readonly claim: TrustClaim
  readonly view: View
}

/** The open part of a claim: how we know. `sentences` resolves the claims it rests on. */
export function ClaimDetail({
  claim,
  view,
  sentences,
}: Props & { readonly sentences: ReadonlyMap<string, Text> }) {
  const { language, words } = view
  const evidence = worstFirst(claim.evidence, view.now)
  return (
    <div className="open">
      <dl>
        {claim.withdrawn && (
          <Row term={words.claim.withdrawn}>
            {claim.withdrawn.reason} (<Moment view={view} at={claim.withdrawn.at} />)
          </Row>
        )}
        {claim.checks.length > 0 && (
          <Row term={words.claim.how}>
            <Method claim={claim} view={view} />
          </Row>
        )}
        {claim.needs && <Row term={words.claim.needs}>{claim.needs[language]}</Row>}
        <Row term={words.claim.basis}>{words.basis[claim.basis]}</Row>
        {claim.restsOn.length > 0 && (
          <Row term={words.claim.restsOn}>
            <RestsOn claims={claim.restsOn} sentences={sentences} view={view} />
          </Row>
        )}
        {evidence.length > 0 && (
          <Row term={words.claim.observed}>
            <ul className="plain">
              {evidence.slice(0, evidenceShownMax).map((each) => (
                <EvidenceItem key={each.id} evidence={each} view={view} />
              ))}
            </ul>
            {evidence.length > evidenceShownMax && (
              <a href={paths.claim(language, claim.id)}>
                {words.claim.moreTargets(evidence.length - evidenceShownMax)}
              </a>
            )}
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
        <Row term={words.claim.changes}>
          <Changes claim={claim} view={view} />{' '}
          <a href={paths.claim(language, claim.id)}>{words.claim.history}</a>
        </Row>
        <Row term={words.claim.sentenceEntry}>
          {words.claim.sentenceLogged(wholeNumber(claim.index, words), claim.version)}
        </Row>
      </dl>
    </div>
  )
}

export function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** What is done, in which version, how often, and for how long a result counts. */
export function Method({ claim, view }: Props) {
  const { language, words } = view
  return claim.checks.map((check) => (
    <p key={check.id}>
      {check.method[language]}{' '}
      <span className="fine">
        <code>{check.id}</code>
        {`, ${words.claim.version(check.version)}, ${intervalWords(check.everyMs, language)}; `}
        {words.claim.validity(durationWords(check.validityMs, language))}
      </span>
    </p>
  ))
}

/** The claims that decide this one, by their sentences. */
export function RestsOn(props: {
  readonly claims: readonly string[]
  readonly sentences: ReadonlyMap<string, Text>
  readonly view: View
}) {
  const { language } = props.view
  return (
    <ul className="plain">
      {props.claims.map((id) => (
        <li key={id}>
          <a href={paths.claim(language, id)}>{props.sentences.get(id)?.[language] ?? id}</a>
        </li>
      ))}
    </ul>
  )
}

function Changes({ claim, view }: Props) {
  const { words, language } = view
  if (claim.changes.length === 0) {
    const first = claim.history.at(0)?.day ?? claim.since
    return words.claim.noChange(calendarDay(first, language))
  }
  return (
    <ul className="plain changes">
      {claim.changes.slice(0, changesShownMax).map((change) => (
        <li key={change.since + change.to}>
          <StatusMark status={change.to} /> <Moment view={view} at={change.since} />{' '}
          {words.claim.change(words.status[change.from], words.status[change.to])}
        </li>
      ))}
    </ul>
  )
}
